"""Ends the open sessions of a person, or of many."""

from collections.abc import Collection

from lorgnette.kernel.tokens import public_id
from lorgnette.users.models import User


def end_all(member_ref: str) -> None:
    """Every open session of this member is out at its next request."""
    User.objects.filter(member__public_id=member_ref).update(session_salt=public_id())


def end_all_of(member_ids: Collection[int]) -> None:
    """Those of all these members, administrators excepted: they stay signed in to administer."""
    users = User.objects.filter(member_id__in=member_ids, is_administrator=False)
    users.update(session_salt=public_id())
