"""Ends the open sessions of a person."""

from lorgnette.kernel.tokens import public_id
from lorgnette.users.models import User


def end_all(member_ref: str) -> None:
    """Every open session of this member is out at its next request."""
    User.objects.filter(member__public_id=member_ref).update(session_salt=public_id())
