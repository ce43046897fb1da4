"""Where an invitation went whose address was changed: to the person of the new address."""

from collections.abc import Collection
from dataclasses import dataclass

from lorgnette.invitations import standing
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.reasons import InvitedElsewhere, NotInvitable, UserElsewhere
from lorgnette.kernel.among import Among
from lorgnette.users.links import crm_users_by_address
from lorgnette.users.models import Member

# Whoever is moved on and on is followed for so long.
MOST = 20


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who has the invitation of an address now, and why that address is not invited again."""

    member_ref: str
    reason: NotInvitable


def elsewhere(address_keys: Collection[str]) -> dict[str, Elsewhere]:
    """Those of the canonical addresses whose invitation was sent on to another address."""
    rows = standing.elsewhere().filter(Among("moved_from__address_key", address_keys))
    told = rows.select_related("member", "moved_from").order_by("pk")
    return {row.moved_from.address_key: _elsewhere(row) for row in told if row.moved_from}


def moved_from(old: Invitation, target: Member) -> int | None:
    """Whose an invitation was at first that goes to `target` now, by id.

    Null where it never moved, or is back; a CRM user of the new address is another person.
    """
    if target.pk == old.member_id:
        return old.moved_from_id
    first = old.moved_from_id or old.member_id
    others = crm_users_by_address([target.address_key])
    return None if others or first == target.pk else first


def moved_to(member_ref: str) -> str:
    """The ref of whoever has the invitation now, or "" where it was not sent elsewhere."""
    here = member_ref
    for _step in range(MOST):
        there = _next(here)
        if not there:
            break
        here = there
    return "" if here == member_ref else here


def _next(member_ref: str) -> str:
    """Whose invitation replaced the last one of this person, if it is another's."""
    rows = Invitation.objects.filter(member__public_id=member_ref)
    last = rows.order_by("-invited_at", "-pk").values_list("renewed_by__member__public_id")
    (there,) = last.first() or (None,)
    return there if there and there != member_ref else ""


def _elsewhere(row: Invitation) -> Elsewhere:
    member = row.member
    why = UserElsewhere if row.accepted_at else InvitedElsewhere
    return Elsewhere(member.public_id, why(address=member.address))
