"""Who of the CRM user list can be invited, and why the others cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lorgnette.audit.unchanged import unchanged
from lorgnette.directory.models import CrmUser
from lorgnette.directory.search import CrmFilter, matching
from lorgnette.directory.sources import all_sources
from lorgnette.invitations.crm_people import CrmPerson, by_refs, language_of, people
from lorgnette.invitations.reasons import NotInvitable
from lorgnette.invitations.standing import invitable, not_invitable
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.workspace.settings import current

AT_MOST = 10_000
SHOWN_BLOCKED = 20
# Whether one person can be invited is asked by keys; of all, by joins with everybody's facts.
LOOKED_AT = 100
FEW = 2_000
BY_NAME = ("sort_key", "id")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A CRM user as the picker shows them.

    `ref` is the CRM user's public id; `side` the word beside the name (region, else team, else
    profile); `language` what the invitation would be written in; `member_ref` is empty for
    somebody never invited. `reason` is null where they can be invited; `way_out` is "", "resend"
    or "open" (open the member's sheet).
    """

    ref: str
    name: str
    address: str
    side: str
    title: str
    language: str
    member_ref: str
    reason: NotInvitable | None
    way_out: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter finds: a page of those who can be invited, and the first of the others."""

    page: Page[Candidate]
    blocked: list[Candidate]
    invitable: int
    not_invitable: int
    directory_total: int
    synced_at: datetime | None


def search(found_by: CrmFilter, *, cursor: str = "", size: int = 50) -> Found:
    """Those the filter matches, by name."""
    matches = _matching(found_by)
    able = invitable(matches)
    page = page_of(able, BY_NAME, size=size, cursor=cursor)
    matched, can_be = unchanged(("candidates", found_by), lambda: (matches.count(), able.count()))
    return Found(
        page=Page(_candidates(people(page.rows)), page.next, page.previous),
        blocked=_blocked(found_by, matches) if can_be < matched else [],
        invitable=can_be,
        not_invitable=matched - can_be,
        directory_total=unchanged("CRM users", CrmUser.objects.filter(gone_at=None).count),
        synced_at=_synced_at(),
    )


def chosen(refs: Sequence[str]) -> list[Candidate]:
    """The CRM users of these refs in the order given; unknown refs are left out.

    Those that cannot be invited (any more) carry their reason.
    """
    return _candidates(by_refs(refs))


def freeze(found_by: CrmFilter, limit: int = AT_MOST) -> list[str]:
    """The refs of those that match and can be invited now, by name, at most `limit`."""
    able = invitable(matching(found_by)).order_by(*BY_NAME)
    return list(able.values_list("public_id", flat=True)[:limit])


def _matching(found_by: CrmFilter) -> QuerySet[CrmUser]:
    """`matching`; a few are named, so that nobody else is asked whether they can be invited."""
    matches = matching(found_by)
    if found_by == CrmFilter():
        return matches
    ids = list(matches.values_list("pk", flat=True)[: FEW + 1])
    return matches if len(ids) > FEW else CrmUser.objects.filter(pk__in=ids)


def _blocked(found_by: CrmFilter, matches: QuerySet[CrmUser]) -> list[Candidate]:
    """The first who cannot be invited: soon met by name, or so few that all must be asked."""
    met = [
        person for person in people(list(matches.order_by(*BY_NAME)[:LOOKED_AT])) if person.reason
    ]
    if len(met) < SHOWN_BLOCKED:
        ids = unchanged(("not invitable", found_by), lambda: _ids_of_blocked(matches))
        met = people(list(CrmUser.objects.filter(pk__in=ids).order_by(*BY_NAME)))
    return _candidates(met[:SHOWN_BLOCKED])


def _ids_of_blocked(matches: QuerySet[CrmUser]) -> list[int]:
    others = not_invitable(matches).order_by(*BY_NAME)
    return list(others.values_list("pk", flat=True)[:SHOWN_BLOCKED])


def _synced_at() -> datetime | None:
    """When all of the list was as in the CRM: the oldest of the sources' last synchronisations."""
    return min((s.synced_at for s in all_sources() if s.synced_at), default=None)


def _candidates(found: Sequence[CrmPerson]) -> list[Candidate]:
    standard = current().language
    return [_candidate(person, standard) for person in found]


def _candidate(person: CrmPerson, standard: str) -> Candidate:
    row = person.row
    return Candidate(
        ref=row.public_id,
        name=row.name,
        address=row.address,
        side=row.region or row.team or row.profile,
        title=row.title,
        language=language_of(row.language, standard),
        member_ref=person.member_ref,
        reason=person.reason,
        way_out=person.reason.way_out if person.reason else "",
    )
