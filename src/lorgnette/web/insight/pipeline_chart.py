"""The pipeline of an account by week: what was open at its end, and what was won in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext, ngettext

from lorgnette.insight.deal_weeks import DealWeek
from lorgnette.insight.pipeline import Amount, Pipeline
from lorgnette.web import moments
from lorgnette.web.insight import days
from lorgnette.web.insight.chart import NARROW, WIDE, Chart, Head, Line, drawings, titled
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.frame import Mile, Point
from lorgnette.web.insight.scale import scale_of
from lorgnette.web.reader import language

# Sums of money take more room beside the plot than scores.
FRAMES = (replace(WIDE, left=58), replace(NARROW, left=66))


def currencies(weeks: Sequence[DealWeek]) -> list[str]:
    """Those that anything was open or won in: the one in which most often, first."""
    seen = Counter(
        amount.currency for week in weeks for amount in (*week.open.amounts, *week.won.amounts)
    )
    return sorted(seen, key=lambda code: (-seen[code], code))


def pipeline_chart(
    weeks: Sequence[DealWeek], currency: str, miles: Mapping[date, Mile], undated: int
) -> Chart | None:
    """In one currency, its table in all; None where nothing was open or won."""
    if not any(week.open.deals or week.won.deals for week in weeks):
        return None
    marks = scale_of(_highest(weeks, currency), currency)
    # Nothing of any currency: a table of numbers, and nothing to draw.
    drawn = [_point(week, currency, miles.get(week.first_day)) for week in weeks] if marks else []
    return Chart(
        drawings=drawings(drawn, marks, FRAMES) if marks else (),
        heads=[
            Head(gettext("Open opportunities")),
            Head(gettext("Open pipeline")),
            Head(gettext("Won")),
        ],
        lines=[_line(week, miles.get(week.first_day)) for week in weeks],
        words=_words(weeks, currency) if marks else "",
        caption=gettext("Open on the last day of each week, won in each week, 90 days"),
        notes=_notes(undated),
        has_bars=any(_minor(week.won, currency) for week in weeks),
        has_miles=bool(miles),
    )


def _highest(weeks: Sequence[DealWeek], currency: str) -> int:
    sums = [_minor(told, currency) for week in weeks for told in (week.open, week.won)]
    return max(sums, default=0)


def _minor(told: Pipeline, currency: str) -> int:
    return next((amount.minor for amount in told.amounts if amount.currency == currency), 0)


def _point(week: DealWeek, currency: str, mile: Mile | None) -> Point:
    won, opened = _minor(week.won, currency), _minor(week.open, currency)
    lines = [
        gettext("Week of %(day)s") % {"day": days.brief(week.first_day)},
        gettext("Open on %(day)s: %(amount)s")
        % {"day": days.weekday(week.last_day), "amount": _money(opened, currency)},
        gettext("Won: %(amount)s") % {"amount": _money(won, currency)},
    ]
    return Point(
        value=max(opened, 0),
        bar=max(won, 0),
        label=days.brief(week.first_day),
        title=titled(lines, mile),
        mile=mile,
    )


def _line(week: DealWeek, mile: Mile | None) -> Line:
    cells = [[points(week.open.deals)], _sums(week.open.amounts), _sums(week.won.amounts)]
    return Line(days.brief(week.first_day), cells, mile)


def _sums(amounts: Sequence[Amount]) -> list[str]:
    return [_money(amount.minor, amount.currency) for amount in amounts] or ["–"]


def _money(minor: int, currency: str) -> str:
    return moments.money(minor, currency, language())


def _words(weeks: Sequence[DealWeek], currency: str) -> str:
    return gettext(
        "Open pipeline by week, from %(first)s in the week of %(day)s to %(last)s this week; "
        "won in all: %(won)s"
    ) % {
        "first": _money(_minor(weeks[0].open, currency), currency),
        "day": days.brief(weeks[0].first_day),
        "last": _money(_minor(weeks[-1].open, currency), currency),
        "won": _money(sum(_minor(week.won, currency) for week in weeks), currency),
    }


def _notes(undated: int) -> list[str]:
    notes = [gettext("Past weeks count each opportunity with its amount of today.")]
    if undated:
        words = ngettext(
            "%(count)s open opportunity has no day of creation: it counts this week only.",
            "%(count)s open opportunities have no day of creation: they count this week only.",
            undated,
        )
        notes.append(words % {"count": points(undated)})
    return notes
