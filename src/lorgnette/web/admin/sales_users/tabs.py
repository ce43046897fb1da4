"""The three tabs of Users & Roles, each with its count."""

from dataclasses import dataclass

from lorgnette.access import wishes
from lorgnette.invitations import link_requests
from lorgnette.invitations.roster import count_all
from lorgnette.users.administrators import list_administrators
from lorgnette.users.roles import HOW_MANY


@dataclass(frozen=True, slots=True)
class Tabs:
    """`current` is users, roles or sales_users; `requests` wait for an administrator."""

    current: str
    users: int
    roles: int
    sales_users: int
    requests: int


def tabs(current: str, sales_users: int | None = None) -> Tabs:
    """The tabs with `current` marked; `sales_users` where they were counted already."""
    return Tabs(
        current=current,
        users=len(list_administrators()),
        roles=HOW_MANY,
        sales_users=count_all() if sales_users is None else sales_users,
        requests=wishes.count_open() + link_requests.count_open(),
    )
