"""CRM users as people to invite: their language, their reason not to be, those of one address."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from lorgnette.directory.models import CrmUser
from lorgnette.invitations import standing
from lorgnette.invitations.reasons import (
    GoneFromCrm,
    InactiveInCrm,
    InactiveSince,
    NoAddress,
    NotInvitable,
    SameAddress,
    UnusableAddress,
)
from lorgnette.invitations.standing import Standing
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class CrmPerson:
    """A CRM user, the member they are if they were ever invited, and why they cannot be now."""

    row: CrmUser
    standing: Standing | None
    reason: NotInvitable | None


def by_refs(refs: Sequence[str]) -> list[CrmPerson]:
    """In the order given, each once; unknown refs are left out."""
    rows: dict[str, CrmUser] = {}
    for part in portions(list(dict.fromkeys(refs))):
        rows |= {row.public_id: row for row in CrmUser.objects.filter(public_id__in=part)}
    return people([rows[ref] for ref in dict.fromkeys(refs) if ref in rows])


def people(rows: Sequence[CrmUser]) -> list[CrmPerson]:
    """The rows with where each stands."""
    zone = current().zone
    keys = {row.address_key for row in rows if row.address_key}
    standings, firsts = standing.of(keys), _firsts(keys)
    unwilling = standing.unwilling(keys, zone)
    found = []
    for row in rows:
        stands = standings.get(row.address_key) if row.address_key else None
        why_not = _in_crm(row, zone) or _in_house(row, stands, firsts, zone)
        why_not = why_not or unwilling.get(row.address_key)
        found.append(CrmPerson(row, stands, why_not))
    return found


def ids_of_addresses(address_keys: Collection[str]) -> dict[str, list[int]]:
    """The present CRM users of each address: one person, the union of their accounts."""
    found: dict[str, list[int]] = {key: [] for key in address_keys}
    for part in portions(sorted(address_keys)):
        rows = CrmUser.objects.filter(gone_at=None, address_key__in=part).exclude(address_key="")
        for key, pk in rows.order_by("pk").values_list("address_key", "pk"):
            found[key].append(pk)
    return found


def language_of(locale: str, standard: str) -> str:
    """The language of a CRM locale if we speak it, else `standard`."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in dict(settings.LANGUAGES) else standard


def _firsts(address_keys: Collection[str]) -> Mapping[str, CrmUser]:
    """Who of those with one address is invited for all."""
    firsts: dict[str, CrmUser] = {}
    for part in portions(sorted(address_keys)):
        rows = standing.reachable().filter(address_key__in=part).only("address_key", "name")
        for row in rows.order_by("pk"):
            firsts.setdefault(row.address_key, row)
    return firsts


def _in_crm(row: CrmUser, zone: str) -> NotInvitable | None:
    if row.gone_at:
        return GoneFromCrm()
    if not row.active:
        since = row.inactive_since
        return InactiveSince(day=clock.day_of(since, zone)) if since else InactiveInCrm()
    if not row.address:
        return NoAddress()
    return None if row.address_key else UnusableAddress(address=row.address)


def _in_house(
    row: CrmUser, stands: Standing | None, firsts: Mapping[str, CrmUser], zone: str
) -> NotInvitable | None:
    why_not = standing.reason(stands, zone) if stands else None
    first = firsts.get(row.address_key)
    if why_not is None and first and first.pk != row.pk:
        return SameAddress(name=first.name)
    return why_not
