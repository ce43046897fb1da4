"""The chart of an account by week in words and numbers: what its drawings and its table show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lorgnette.insight.milestones import Milestones
from lorgnette.scoring.moments.definition import MILESTONE
from lorgnette.scoring.moments.read import plain
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.frame import Drawing, Frame, Mark, Mile, Point, drawing
from lorgnette.web.reader import language

WIDE = Frame("wide", 780, 284, left=34, right=766, top=16, bottom=250, inset=12, every=2)
NARROW = Frame("narrow", 360, 250, left=40, right=356, top=14, bottom=206, inset=22, every=4)


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table."""

    words: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A week in the table: a cell of several currencies has a line for each."""

    week: str
    cells: Sequence[Sequence[str]]
    mile: Mile | None


@dataclass(frozen=True, slots=True)
class Chart:
    """What `insight/_chart.html` shows of weeks; no `drawings` where there is nothing to draw.

    `words` say the drawing, `notes` what it does not tell. `has_bars` and `has_miles` are for the
    legend and the table.
    """

    drawings: Sequence[Drawing]
    heads: Sequence[Head]
    lines: Sequence[Line]
    words: str
    caption: str
    notes: Sequence[str] = ()
    has_bars: bool = False
    has_miles: bool = False


def drawings(
    weeks: Sequence[Point], marks: Sequence[Mark], frames: Sequence[Frame] = (WIDE, NARROW)
) -> list[Drawing]:
    """For a wide and for a narrow window."""
    return [drawing(frame, weeks, marks) for frame in frames]


def miles(ref: str, found: Mapping[date, Milestones]) -> dict[date, Mile]:
    """Each leads to the list of milestones where the latest of its week is the first."""
    return {
        monday: _mile(reverse("account_moments", args=[ref]), week)
        for monday, week in found.items()
    }


def titled(lines: Sequence[str], mile: Mile | None) -> str:
    """The words of a week, one line each, its milestone last."""
    return "\n".join([*lines, mile.words] if mile else lines)


def _mile(list_href: str, week: Milestones) -> Mile:
    text = _told(week)
    asked = urlencode({"kind": MILESTONE, "before": week.cursor})
    return Mile(
        text=text,
        words=gettext("Milestone: %(sentence)s") % {"sentence": text},
        href=f"{list_href}?{asked}#first",
    )


def _told(week: Milestones) -> str:
    told, others = plain(week.latest, language()), week.count - 1
    if not others:
        return told
    more = ngettext("and %(count)s more", "and %(count)s more", others)
    return f"{told}, {more % {'count': points(others)}}"
