"""What the list was asked for, and the addresses of everything else it can be asked."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from lorgnette.invitations.bulk import AT_MOST
from lorgnette.web.admin.sales_users.standing import LOOKS
from lorgnette.web.moments import number
from lorgnette.web.reader import language

SOON = "ends_soon"
ALWAYS = ("active", "pending", "bounced", "expired", "locked", "revoked")
COLUMNS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "address": gettext_lazy("E-mail"),
    "expires": pgettext_lazy("column", "Access expires"),
    "last_seen": gettext_lazy("Last seen"),
}
# By visit means the latest first: there the minus sign turns it ascending.
NEWEST_FIRST = frozenset({"last_seen"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The state of the list; all of it is in the address."""

    text: str = ""
    status: str = ""
    sort: str = "name"
    cursor: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Unknown statuses and sorts give the plain list, as a stale bookmark should."""
        status, sort = query.get("status", ""), query.get("sort", "")
        return cls(
            text=query.get("q", "").strip()[:200],
            status=status if status in (*LOOKS, SOON) else "",
            sort=sort if sort.removeprefix("-") in COLUMNS else "name",
            cursor=query.get("cursor", ""),
        )

    def href(self, **changes: str) -> str:
        """The list's address with `changes`; the default state leaves no trace in it."""
        query = replace(self, **{"cursor": "", **changes})._query()
        return reverse("sales_users") + query

    @property
    def export_href(self) -> str:
        """The same list as a file."""
        return reverse("sales_users_export") + replace(self, cursor="")._query()

    def _query(self) -> str:
        named = {
            "q": self.text,
            "status": self.status,
            "sort": "" if self.sort == "name" else self.sort,
            "cursor": self.cursor,
        }
        query = urlencode({name: value for name, value in named.items() if value})
        return f"?{query}" if query else ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A status as a filter."""

    label: str
    icon: str
    tone: str
    count: int | None
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head: `sorted_as` is ascending, descending or ""."""

    label: str
    href: str
    sorted_as: str


def chips(asked: Asked, counts: dict[str, int]) -> list[Chip]:
    """The statuses that add up to All; Declined only where somebody did."""
    shown = [*ALWAYS, *(["declined"] if counts.get("declined") else [])]
    return [_chip(asked, counts, status) for status in shown]


def _chip(asked: Asked, counts: dict[str, int], status: str) -> Chip:
    look, is_on = LOOKS[status], asked.status == status
    return Chip(
        label=str(look.label),
        icon=look.icon,
        tone=look.tone,
        count=counts.get(status),
        href=asked.href(status="" if is_on else status),
        is_on=is_on,
    )


def columns(asked: Asked) -> dict[str, Column]:
    """The heads that sort, by key."""
    return {key: _column(asked, key) for key in COLUMNS}


def _column(asked: Asked, key: str) -> Column:
    is_sorted = asked.sort.removeprefix("-") == key
    turned = asked.sort.startswith("-")
    falling = turned != (key in NEWEST_FIRST)
    return Column(
        label=str(COLUMNS[key]),
        href=asked.href(sort=f"-{key}" if is_sorted and not turned else key),
        sorted_as=("descending" if falling else "ascending") if is_sorted else "",
    )


def total_words(shown: int, total: int | None) -> str:
    """25 of 214 people; 25 people, where counting all would take too long."""
    if total is None:
        words = ngettext("%(shown)s person", "%(shown)s people", shown)
        return words % {"shown": number(shown, language())}
    words = ngettext("%(shown)s of %(total)s person", "%(shown)s of %(total)s people", total)
    return words % {"shown": number(shown, language()), "total": number(total, language())}


def all_words(total: int | None) -> str:
    """Select all 214 matching; an action takes ten thousand at most."""
    if total is None or total > AT_MOST:
        words = gettext("Select the first %(most)s matching, by name")
        return words % {"most": number(AT_MOST, language())}
    words = ngettext("Select the %(total)s matching", "Select all %(total)s matching", total)
    return words % {"total": number(total, language())}
