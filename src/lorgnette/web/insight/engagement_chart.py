"""The engagement of an account by week: its score, and what happened."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext, ngettext

from lorgnette.insight.weeks import Week
from lorgnette.web.insight import days
from lorgnette.web.insight.chart import Chart, Head, Line, drawings, titled
from lorgnette.web.insight.figures import points, tenths
from lorgnette.web.insight.frame import Mark, Mile, Point
from lorgnette.web.insight.phrases import people_in_words

MOST = 1000  # tenths


def engagement_chart(weeks: Sequence[Week], miles: Mapping[date, Mile]) -> Chart | None:
    """The chart of `weeks`, oldest first; None where there is nothing to see."""
    if len(weeks) < 2 or not any(week.tenths for week in weeks):
        return None
    most = _most(max(week.tenths for week in weeks))
    marks = [Mark(most * part / 4, points(most * part // 40)) for part in range(5)]
    return Chart(
        drawings=drawings([_point(week, miles.get(week.first_day)) for week in weeks], marks),
        heads=[Head(gettext("Score")), Head(gettext("Activities")), Head(gettext("People"))],
        lines=[_line(week, miles.get(week.first_day)) for week in weeks],
        words=_words(weeks),
        caption=gettext("Score 0 to 100, highest day of each week, 90 days")
        if most == MOST
        else gettext("Score, highest day of each week, 90 days"),
        has_miles=bool(miles),
    )


def _most(tenths: int) -> int:
    """What the scale ends at: 100, unless the score is a plain sum that is more."""
    most = MOST
    while most < tenths:
        most *= 2
    return most


def _point(week: Week, mile: Mile | None) -> Point:
    best = {"score": tenths(week.tenths), "day": days.weekday(week.top_day)}
    happened = ngettext("%(count)s activity", "%(count)s activities", week.activities)
    lines = [
        gettext("Week of %(day)s") % {"day": days.brief(week.first_day)},
        gettext("Score %(score)s, best on %(day)s") % best,
        f"{happened % {'count': points(week.activities)}}, {people_in_words(week.people)}",
    ]
    return Point(
        value=week.tenths,
        label=days.brief(week.first_day),
        title=titled(lines, mile),
        mile=mile,
    )


def _line(week: Week, mile: Mile | None) -> Line:
    cells = (tenths(week.tenths), points(week.activities), points(week.people))
    return Line(days.brief(week.first_day), [[cell] for cell in cells], mile)


def _words(weeks: Sequence[Week]) -> str:
    return gettext(
        "Account score by week, from %(first)s in the week of %(day)s to %(last)s this week"
    ) % {
        "first": tenths(weeks[0].tenths),
        "day": days.brief(weeks[0].first_day),
        "last": tenths(weeks[-1].tenths),
    }
