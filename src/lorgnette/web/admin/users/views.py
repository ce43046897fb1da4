"""The Users tab: the administrators, to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.kernel import clock
from lorgnette.users.administrators import AdministratorLine, list_administrators
from lorgnette.web.admin.sales_users.tabs import Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Row:
    """An administrator in the list; `since` is a day where the company is."""

    ref: str
    name: str
    address: str
    since: date
    last_seen_at: datetime | None
    has_password: bool


@dataclass(frozen=True, slots=True)
class UsersContext:
    """The context of `admin/users/list.html`; `own_ref` is the reader's."""

    tabs: Tabs
    administrators: Sequence[Row]
    own_ref: str


@administrator
@require_safe
def users(request: AdministratorRequest) -> HttpResponse:
    """Everybody who administers this installation."""
    zone = current().zone
    rows = [_row(line, zone) for line in list_administrators()]
    context = UsersContext(tabs("users"), rows, request.member_ref)
    return page(request, "admin/users/list.html", context, room="users_roles")


def _row(line: AdministratorLine, zone: str) -> Row:
    return Row(
        ref=line.ref,
        name=line.name,
        address=line.address,
        since=clock.day_of(line.created_at, zone),
        last_seen_at=line.last_seen_at,
        has_password=line.has_password,
    )
