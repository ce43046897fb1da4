"""The engagement of an account by week as a chart: geometry for SVG attributes, and its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from lorgnette.insight.weeks import Week
from lorgnette.web.insight import days
from lorgnette.web.insight.figures import points, tenths
from lorgnette.web.insight.phrases import people_in_words

WIDTH, HEIGHT = 780, 284
LEFT, RIGHT, TOP, BOTTOM = 34, 766, 16, 250
INSET = 12
MOST = 1000  # tenths
LABEL_EVERY = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A horizontal line of the scale; `text_y` puts its number beside it."""

    y: str
    text_y: str
    text: str
    is_axis: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A week: its point, the strip that answers to the pointer, and its words."""

    x: str
    y: str
    strip_x: str
    is_last: bool
    label: str
    title: str
    week: str
    score: str
    activities: str
    people: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What `insight/_chart.html` draws; `spots` are also the rows of its table.

    `is_beyond`: its scale does not end at 100.
    """

    grid: Sequence[Grid]
    spots: Sequence[Spot]
    line: str
    area: str
    strip_width: str
    words: str
    is_beyond: bool = False


def chart(weeks: Sequence[Week]) -> Chart | None:
    """The chart of `weeks`, oldest first; None where there is nothing to see."""
    if len(weeks) < 2 or not any(week.tenths for week in weeks):
        return None
    step = (RIGHT - LEFT - 2 * INSET) / (len(weeks) - 1)
    most = _most(max(week.tenths for week in weeks))
    spots = [_spot(n, week, step, (len(weeks), most)) for n, week in enumerate(weeks)]
    line = " ".join(f"{spot.x},{spot.y}" for spot in spots)
    return Chart(
        grid=[_grid(most * part // 40, most) for part in range(5)],
        spots=spots,
        line=line,
        area=f"{spots[0].x},{BOTTOM} {line} {spots[-1].x},{BOTTOM}",
        strip_width=f"{step:.1f}",
        words=_words(weeks),
        is_beyond=most > MOST,
    )


def _most(tenths: int) -> int:
    """What the scale ends at: 100, unless the score is a plain sum that is more."""
    most = MOST
    while most < tenths:
        most *= 2
    return most


def _grid(score: int, most: int) -> Grid:
    y = _y(score * 10, most)
    return Grid(y=f"{y:.1f}", text_y=f"{y + 4:.1f}", text=points(score), is_axis=score == 0)


def _spot(n: int, week: Week, step: float, scale: tuple[int, int]) -> Spot:
    count, most = scale
    x = LEFT + INSET + n * step
    # Labels are counted from this week back: it always has one.
    is_labelled = (count - 1 - n) % LABEL_EVERY == 0
    return Spot(
        x=f"{x:.1f}",
        y=f"{_y(week.tenths, most):.1f}",
        strip_x=f"{x - step / 2:.1f}",
        is_last=n == count - 1,
        label=days.brief(week.first_day) if is_labelled else "",
        title=_title(week),
        week=days.brief(week.first_day),
        score=tenths(week.tenths),
        activities=points(week.activities),
        people=points(week.people),
    )


def _title(week: Week) -> str:
    best = {"score": tenths(week.tenths), "day": days.weekday(week.top_day)}
    happened = ngettext("%(count)s activity", "%(count)s activities", week.activities)
    lines = [
        gettext("Week of %(day)s") % {"day": days.brief(week.first_day)},
        gettext("Score %(score)s, best on %(day)s") % best,
        f"{happened % {'count': points(week.activities)}}, {people_in_words(week.people)}",
    ]
    return "\n".join(lines)


def _words(weeks: Sequence[Week]) -> str:
    return gettext(
        "Account score by week, from %(first)s in the week of %(day)s to %(last)s this week"
    ) % {
        "first": tenths(weeks[0].tenths),
        "day": days.brief(weeks[0].first_day),
        "last": tenths(weeks[-1].tenths),
    }


def _y(score: int, most: int) -> float:
    return BOTTOM - score / most * (BOTTOM - TOP)
