"""The roles, fixed for now, and how many have each."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.administering import administering
from lorgnette.users.models import AdministratorInvitation, Member


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


def all_roles() -> list[Role]:
    """Administrator and sales user. A sales user is anybody invited who administers nothing."""
    administrators = administering().count()
    asked = AdministratorInvitation.objects.filter(member=OuterRef("pk"), member__user=None)
    sales_users = Member.objects.exclude(user__is_administrator=True).exclude(Exists(asked)).count()
    return [
        Role(
            code="administrator",
            name=_("Administrator"),
            may=administrator_may(),
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
