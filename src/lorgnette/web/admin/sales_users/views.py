"""The Sales Users tab: the list, and one person's sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.invitations.roster import MemberLine, list_and_counts
from lorgnette.web.admin.sales_users import listing, wording
from lorgnette.web.admin.sales_users.listing import Asked, Chip, Column
from lorgnette.web.admin.sales_users.refusing import unknown_is_404
from lorgnette.web.admin.sales_users.sheet import Showing, show
from lorgnette.web.admin.sales_users.standing import Standing, standing
from lorgnette.web.admin.sales_users.tabs import Tabs, tabs
from lorgnette.web.admin.seats import Seats, seats
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page

SIZE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list."""

    ref: str
    name: str
    address: str
    standing: Standing
    flagged_leaver: bool
    scope: str
    scope_words: str
    last_day: date | None
    until: str
    last_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListContext:
    """The context of `admin/sales_users/list.html`; `is_empty` means nobody was ever invited."""

    tabs: Tabs
    seats: Seats | None
    asked: Asked
    here: str
    counts: dict[str, int]
    chips: list[Chip]
    all_href: str
    soon_href: str
    columns: dict[str, Column]
    lines: list[Row]
    total: str
    previous_href: str
    next_href: str
    export_href: str
    all_words: str
    is_empty: bool


@administrator
@require_safe
def sales_users(request: AdministratorRequest) -> HttpResponse:
    """Everybody who was invited, and where each stands."""
    asked = Asked.of(request.GET)
    template = "_answer" if request.htmx else "list"  # type: ignore[attr-defined]
    return page(request, f"admin/sales_users/{template}.html", _list(asked), room="users_roles")


@administrator
@require_safe
@unknown_is_404
def sales_user(request: AdministratorRequest, member_ref: str) -> HttpResponse:
    """One person's facts, timeline and actions."""
    return show(request, member_ref, Showing())


def _list(asked: Asked) -> ListContext:
    found, told = list_and_counts(
        text=asked.text, status=asked.status, sort=asked.sort, cursor=asked.cursor, size=SIZE
    )
    shown = tabs("sales_users", None if asked.text else told["all"])
    return ListContext(
        tabs=shown,
        seats=seats(),
        asked=asked,
        here=asked.href(cursor=asked.cursor),
        counts=told,
        chips=listing.chips(asked, told),
        all_href=asked.href(status=""),
        soon_href=asked.href(status="" if asked.status == listing.SOON else listing.SOON),
        columns=listing.columns(asked),
        lines=[_row(line) for line in found.rows],
        total=listing.total_words(len(found.rows), told.get(asked.status or "all")),
        previous_href=asked.href(cursor=found.previous) if found.previous else "",
        next_href=asked.href(cursor=found.next) if found.next else "",
        export_href=asked.export_href,
        all_words=listing.all_words(told.get(asked.status or "all")),
        is_empty=shown.sales_users == 0,
    )


def _row(line: MemberLine) -> Row:
    return Row(
        ref=line.ref,
        name=line.name,
        address=line.address,
        standing=standing(line),
        flagged_leaver=line.flagged_leaver and line.detail != "left_in_crm",
        scope=line.scope,
        scope_words=wording.scope(line.scope),
        last_day=line.last_day,
        until=wording.until(line.last_day, line.zone),
        last_seen_at=line.last_seen_at,
    )
