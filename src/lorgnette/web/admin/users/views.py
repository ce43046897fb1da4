"""The Users tab: the administrators, and who is invited to become one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.kernel import clock
from lorgnette.users.administrator_list import InvitedLine, list_invited
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
    """The context of `admin/users/list.html`; `own_ref` is the reader's.

    `problem` is why something asked for in the list was not done, or "".
    """

    tabs: Tabs
    administrators: Sequence[Row]
    invited: Sequence[InvitedLine]
    own_ref: str
    problem: str


@administrator
@require_safe
def users(request: AdministratorRequest) -> HttpResponse:
    """Everybody who administers this installation."""
    return show(request)


def show(request: AdministratorRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The list, with what went wrong above it."""
    zone = current().zone
    context = UsersContext(
        tabs=tabs("users"),
        administrators=[_row(line, zone) for line in list_administrators()],
        invited=list_invited(),
        own_ref=request.member_ref,
        problem=problem,
    )
    return page(request, "admin/users/list.html", context, room="users_roles", status=status)


def _row(line: AdministratorLine, zone: str) -> Row:
    return Row(
        ref=line.ref,
        name=line.name,
        address=line.address,
        since=clock.day_of(line.created_at, zone),
        last_seen_at=line.last_seen_at,
        has_password=line.has_password,
    )
