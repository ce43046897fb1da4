"""The last 13 weeks of an account's score, from its scores day by day.

Weeks are those of the calendar, Monday to Sunday, this week as far as it has come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.scoring.model import WEEKS


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, or those of this week until today; `tenths` is their highest score, on `top_day`.

    Where several days are the highest, the first of them.
    """

    first_day: date
    last_day: date
    top_day: date
    tenths: int


def mondays(today: date) -> list[date]:
    """The first days of the weeks, oldest first: this week's is the last."""
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(days=7 * n) for n in reversed(range(WEEKS))]


def weeks_of(days: Sequence[int], today: date) -> list[Week]:
    """Oldest first, of daily scores in tenths: `model.HISTORY_DAYS`, the last that of `today`."""
    first = today - timedelta(days=len(days) - 1)
    return [_week(days, monday, first) for monday in mondays(today)]


def highest(days: Sequence[int], today: date) -> tuple[int, ...]:
    """The scores of the weeks alone."""
    return tuple(week.tenths for week in weeks_of(days, today))


def _week(days: Sequence[int], monday: date, first: date) -> Week:
    start = (monday - first).days
    those = days[start : start + 7]
    tenths = max(those)
    return Week(
        first_day=monday,
        last_day=monday + timedelta(days=len(those) - 1),
        top_day=monday + timedelta(days=those.index(tenths)),
        tenths=tenths,
    )
