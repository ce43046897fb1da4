"""The actor that a signed-in user is."""

from lorgnette.kernel.actor import Actor
from lorgnette.users.models import User


def actor_of(user: User, *, ip: str = "", agent: str = "") -> Actor:
    """An administrator or a sales user, with where the request came from if it is told."""
    kind = "administrator" if user.is_administrator else "sales_user"
    member = user.member
    return Actor(kind, member.public_id, member.name, member.address, ip, agent)
