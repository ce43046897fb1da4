"""The Roles tab: the fixed roles, what each may do and how many have it, to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lorgnette.users.roles import Role, all_roles
from lorgnette.web.admin.sales_users.tabs import Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page

# The tab that lists who has the role.
TABS = {"administrator": "admin_users", "sales_user": "sales_users"}


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A role in the reader's words."""

    name: str
    may: Sequence[str]
    people: int
    tab: str


@dataclass(frozen=True, slots=True)
class RolesContext:
    """The context of `admin/roles/list.html`."""

    tabs: Tabs
    roles: Sequence[RoleShown]


@administrator
@require_safe
def roles(request: AdministratorRequest) -> HttpResponse:
    """Who may do what."""
    shown = tabs("roles")
    context = RolesContext(shown, [_shown(role) for role in all_roles(shown.sales_users)])
    return page(request, "admin/roles/list.html", context, room="users_roles")


def _shown(role: Role) -> RoleShown:
    may = [gettext(sentence) for sentence in role.may]
    return RoleShown(gettext(role.name), may, role.people, TABS[role.code])
