"""The requests that wait for an administrator."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.access import wishes
from lorgnette.access.wishes import Waiting
from lorgnette.invitations import link_requests
from lorgnette.invitations.link_requests import LinkWish
from lorgnette.web.admin.sales_users.tabs import Tabs, tabs
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page

SIZE = 25


@dataclass(frozen=True, slots=True)
class RequestsContext:
    """The context of `admin/requests/list.html`; the `next_…` are cursors, "" at the end."""

    tabs: Tabs
    extensions: Sequence[Waiting]
    next_extensions: str
    links: Sequence[LinkWish]
    next_links: str


@administrator
@require_safe
def requests(request: AdministratorRequest) -> HttpResponse:
    """Those for more time, and those for a new link, the longest waiting first."""
    extensions = wishes.open_requests(cursor=request.GET.get("after", ""), size=SIZE)
    links = link_requests.open_wishes(cursor=request.GET.get("links_after", ""), size=SIZE)
    context = RequestsContext(
        tabs=tabs("sales_users"),
        extensions=extensions.rows,
        next_extensions=extensions.next,
        links=links.rows,
        next_links=links.next,
    )
    return page(request, "admin/requests/list.html", context, room="users_roles")
