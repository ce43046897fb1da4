"""CRM users as people to invite: their language, their reason not to be, those of one address."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from lorgnette.directory.models import CrmUser
from lorgnette.invitations import standing
from lorgnette.invitations.moved import elsewhere
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
from lorgnette.kernel.among import Among
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class CrmPerson:
    """A CRM user, the member they are if they were ever invited, and why they cannot be now.

    `member_ref` is of whoever the reason is about: somebody else where their invitation was sent
    on to another address. `same` are the ids of the present CRM users of their address: one
    person, the union of their accounts.
    """

    row: CrmUser
    standing: Standing | None
    member_ref: str
    reason: NotInvitable | None
    same: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Present:
    """A CRM user of an address. The first who is active is invited for all of the address."""

    pk: int
    name: str
    active: bool


def by_refs(refs: Sequence[str]) -> list[CrmPerson]:
    """In the order given, each once; unknown refs are left out."""
    found = CrmUser.objects.filter(Among("public_id", dict.fromkeys(refs)))
    rows = {row.public_id: row for row in found}
    return people([rows[ref] for ref in dict.fromkeys(refs) if ref in rows])


def people(rows: Sequence[CrmUser]) -> list[CrmPerson]:
    """The rows with where each stands."""
    zone = current().zone
    keys = {row.address_key for row in rows if row.address_key}
    standings, present = standing.of(keys), _present(keys)
    unwilling, moved = standing.unwilling(keys, zone), elsewhere(keys)
    found = []
    for row in rows:
        stands = standings.get(row.address_key) if row.address_key else None
        same, there = present.get(row.address_key, ()), moved.get(row.address_key)
        ref = stands.member.public_id if stands else ""
        why_not = _in_crm(row, zone) or _in_house(row, stands, same, zone)
        if why_not is None and there:
            ref, why_not = there.member_ref, there.reason
        why_not = why_not or unwilling.get(row.address_key)
        found.append(CrmPerson(row, stands, ref, why_not, tuple(one.pk for one in same)))
    return found


def language_of(locale: str, standard: str) -> str:
    """The language of a CRM locale if we speak it, else `standard`."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return language if language in dict(settings.LANGUAGES) else standard


def _present(address_keys: Collection[str]) -> Mapping[str, list[_Present]]:
    """Those of each address that are in the CRM now."""
    found: dict[str, list[_Present]] = {}
    rows = CrmUser.objects.filter(Among("address_key", address_keys), gone_at=None)
    told = rows.order_by("pk").values_list("address_key", "pk", "name", "active")
    for key, pk, name, active in told:
        found.setdefault(key, []).append(_Present(pk, name, active))
    return found


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
    row: CrmUser, stands: Standing | None, same: Sequence[_Present], zone: str
) -> NotInvitable | None:
    why_not = standing.reason(stands, zone) if stands else None
    first = next((one for one in same if one.active), None)
    if why_not is None and first and first.pk != row.pk:
        return SameAddress(name=first.name)
    return why_not
