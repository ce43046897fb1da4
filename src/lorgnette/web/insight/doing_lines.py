"""What people did, as lines under their days, with chips for the kinds and the way to more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from lorgnette.insight.doings import KINDS, Doing, Doings
from lorgnette.kernel import clock
from lorgnette.web.insight import days
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.machine_words import because
from lorgnette.web.insight.phrases import Deed, deed_of, icon_of, type_words
from lorgnette.workspace.settings import current

KIND_WORDS: Mapping[str, Promise] = {
    "web": gettext_lazy("Web"),
    "email": pgettext_lazy("kind of activity", "E-mail"),
    "form": gettext_lazy("Forms"),
    "webinar": gettext_lazy("Webinars"),
    "event": gettext_lazy("Events"),
    "call": gettext_lazy("Calls"),
    "meeting": gettext_lazy("Meetings"),
    "other": gettext_lazy("Other"),
}


@dataclass(frozen=True, slots=True)
class DoingLine:
    """Who did what where; a ref is "" where its name is no link.

    `because` says why it is taken for a machine's, "" for a human's.
    """

    icon: str
    deed: Deed
    subject: str
    person_ref: str
    account_ref: str
    account_name: str
    at: datetime
    clock: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of a day; `words` is "" where the lines above are of it, too."""

    words: str
    count: str
    lines: Sequence[DoingLine]


@dataclass(frozen=True, slots=True)
class KindChip:
    """A kind that is shown, or not; `href` leads to the other way about."""

    words: str
    icon: str
    count: str
    is_on: bool
    href: str


@dataclass(frozen=True, slots=True)
class DoingLines:
    """The context of `insight/_doings.html`; `older_href` is "" at the end.

    `are_more`: they come below others.
    """

    days: Sequence[Day]
    chips: Sequence[KindChip]
    older_href: str
    are_more: bool


@dataclass(frozen=True, slots=True)
class Here:
    """The page: its path, and what its address says besides kinds and place."""

    path: str
    more: Mapping[str, str]

    def at(self, kinds: Sequence[str], **more: str) -> str:
        """Its address with these kinds."""
        pairs = [("type", kind) for kind in kinds]
        pairs += [(name, value) for name, value in {**self.more, **more}.items() if value]
        return self.path + (f"?{urlencode(pairs)}" if pairs else "")


def doing_lines(found: Doings, here: Here, *, after: str = "", of_one: bool = False) -> DoingLines:
    """`after` is the day of the line above the first; `of_one`: all are of one person."""
    zone = current().zone
    rows = found.page.rows
    last = str(_day(rows[-1], zone)) if rows else ""
    return DoingLines(
        days=_days(found, zone, after, of_one=of_one),
        chips=_chips(found, here),
        older_href=here.at(found.kinds, cursor=found.page.next, after=last)
        if found.page.next
        else "",
        are_more=bool(after),
    )


def _days(found: Doings, zone: str, after: str, *, of_one: bool) -> list[Day]:
    today = clock.today(zone)
    return [
        Day(
            words="" if str(day) == after else days.near(day, today),
            count=_of_day(found, day),
            lines=[_line(row, zone, of_one=of_one) for row in rows],
        )
        for day, rows in groupby(found.page.rows, lambda row: _day(row, zone))
    ]


def _of_day(found: Doings, day: date) -> str:
    """Where not all are counted, a day may be counted in part: nothing is said."""
    count = found.counted.by_day.get(day, 0)
    return points(count) if count and not found.counted.is_more else ""


def _day(row: Doing, zone: str) -> date:
    return row.at.astimezone(ZoneInfo(zone)).date()


def _line(row: Doing, zone: str, *, of_one: bool) -> DoingLine:
    return DoingLine(
        icon=icon_of(row.type),
        deed=deed_of(row.type, row.person_name),
        subject=row.subject,
        person_ref="" if of_one else row.person_ref,
        account_ref=row.account_ref,
        account_name=row.account_name,
        at=row.at,
        clock=f"{row.at.astimezone(ZoneInfo(zone)):%H:%M}",
        because=because(row.bot),
    )


def _chips(found: Doings, here: Here) -> list[KindChip]:
    """All, then the kinds there are; one that is asked for stays though there is none."""
    counted, asked = found.counted, found.kinds
    chips = [KindChip(pgettext("activities", "All"), "", _most(found), not asked, here.at(()))]
    for kind in [*KINDS, *(one for one in asked if one not in KINDS)]:
        if kind in asked or counted.by_kind.get(kind):
            others = [one for one in asked if one != kind]
            chips.append(
                KindChip(
                    words=str(KIND_WORDS[kind]) if kind in KIND_WORDS else type_words(kind),
                    icon=icon_of(kind),
                    count=_count(found, kind),
                    is_on=kind in asked,
                    href=here.at(others if kind in asked else [*asked, kind]),
                )
            )
    return chips


def _count(found: Doings, kind: str) -> str:
    if kind not in KINDS:
        return ""
    more = "+" if found.counted.is_more else ""
    return points(found.counted.by_kind.get(kind, 0)) + more


def _most(found: Doings) -> str:
    return points(found.counted.total) + ("+" if found.counted.is_more else "")
