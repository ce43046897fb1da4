"""The roles, fixed for now, and how many have each."""

from dataclasses import dataclass

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member, User


@dataclass(frozen=True, slots=True)
class Role:
    """`name` and `may` are English sentences of the catalogue; `people` counts who has the role."""

    code: str
    name: str
    may: tuple[str, ...]
    people: int


def all_roles() -> list[Role]:
    """Administrator and sales user. A sales user is anybody invited who administers nothing."""
    administrators = User.objects.filter(is_administrator=True, is_active=True).count()
    sales_users = Member.objects.exclude(user__is_administrator=True).count()
    return [
        Role(
            code="administrator",
            name=_("Administrator"),
            may=(
                _("Invites sales users, extends, locks and revokes their access"),
                _("Connects the CRM and answers its questions"),
                _("Sees Account Insight for all accounts"),
            ),
            people=administrators,
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
