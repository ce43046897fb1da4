"""The roles, fixed for now, and how many have each."""

from dataclasses import dataclass

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.administering import administering


@dataclass(frozen=True, slots=True)
class Role:
    """`name` and `may` are English sentences of the catalogue; `people` counts who has the role."""

    code: str
    name: str
    may: tuple[str, ...]
    people: int


def administrator_may() -> tuple[str, ...]:
    """What an administrator may do."""
    return (
        _("Invites sales users, extends, locks and revokes their access"),
        _("Connects the CRM and answers its questions"),
        _("Invites and removes administrators; all of them are told"),
        _("Sees Account Insight for all accounts"),
    )


# Those of `all_roles`, without counting who has them.
HOW_MANY = 2


def all_roles(sales_users: int) -> list[Role]:
    """Administrator and sales user; of these the tab counts as many as it lists."""
    return [
        Role(
            code="administrator",
            name=_("Administrator"),
            may=administrator_may(),
            people=administering().count(),
        ),
        Role(
            code="sales_user",
            name=_("Sales user"),
            may=(
                _("Sees Account Insight for the accounts they were given"),
                _("Changes their own password and language"),
            ),
            people=sales_users,
        ),
    ]
