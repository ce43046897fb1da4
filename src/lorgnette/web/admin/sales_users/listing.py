"""What the list was asked for, and the addresses of everything else it can be asked."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

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
        asked = replace(self, **{"cursor": "", **changes})
        named = {
            "q": asked.text,
            "status": asked.status,
            "sort": "" if asked.sort == "name" else asked.sort,
            "cursor": asked.cursor,
        }
        query = urlencode({name: value for name, value in named.items() if value})
        return reverse("sales_users") + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Chip:
    """A status as a filter."""

    label: str
    icon: str
    tone: str
    count: int
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
        count=counts.get(status, 0),
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


def total_words(shown: int, total: int) -> str:
    """25 of 214 people."""
    words = ngettext("%(shown)s of %(total)s person", "%(shown)s of %(total)s people", total)
    return words % {"shown": number(shown, language()), "total": number(total, language())}
