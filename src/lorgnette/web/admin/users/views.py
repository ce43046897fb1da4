"""The Users tab: the administrators, to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.users.administrators import AdministratorLine, list_administrators
from lorgnette.web.admin.sales_users.tabs import Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page


@dataclass(frozen=True, slots=True)
class UsersContext:
    """The context of `admin/users/list.html`; `own_ref` is the reader's."""

    tabs: Tabs
    administrators: Sequence[AdministratorLine]
    own_ref: str


@administrator
@require_safe
def users(request: AdministratorRequest) -> HttpResponse:
    """Everybody who administers this installation."""
    context = UsersContext(tabs("users"), list_administrators(), request.member_ref)
    return page(request, "admin/users/list.html", context, room="users_roles")
