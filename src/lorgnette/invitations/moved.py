"""Where an invitation went whose address was changed: to the person of the new address."""

from lorgnette.invitations.models import Invitation

# Whoever is moved on and on is followed for so long.
MOST = 20


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
