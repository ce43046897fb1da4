"""Who answers for an access: the administrator who invited, or all where that one is gone."""

from lorgnette.access.models import Grant
from lorgnette.users.models import User


def administrators() -> list[User]:
    """All who may sign in, the longest here first."""
    rows = User.objects.filter(is_administrator=True, is_active=True)
    return list(rows.order_by("pk"))


def responsible(grant: Grant) -> list[User]:
    """Whom to ask about this grant."""
    everybody = administrators()
    return [user for user in everybody if user.member_id == grant.inviter_id] or everybody
