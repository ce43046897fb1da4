"""The last 13 weeks of an account's score, computed from its activities day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.scoring.model import HISTORY_DAYS, Tally, daily


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days ending on `last_day`; `tenths` is their highest daily score, on `top_day`."""

    first_day: date
    last_day: date
    top_day: date
    tenths: int


@dataclass(frozen=True, slots=True)
class History:
    """13 weeks, oldest first, ending on `today`; `days` are its 91 daily scores in tenths."""

    today: date
    weeks: Sequence[Week]
    days: Sequence[int]


def history(tallies: Sequence[Tally], today: date) -> History:
    """The same numbers as the stored 13-week array, with their days, from an account's tallies."""
    days = daily(tallies, today)
    first = today - timedelta(days=HISTORY_DAYS - 1)
    weeks = [_week(days, start, first) for start in range(0, HISTORY_DAYS, 7)]
    return History(today=today, weeks=weeks, days=days)


def _week(days: Sequence[int], start: int, first: date) -> Week:
    tenths = max(days[start : start + 7])
    return Week(
        first_day=first + timedelta(days=start),
        last_day=first + timedelta(days=start + 6),
        top_day=first + timedelta(days=days.index(tenths, start)),
        tenths=tenths,
    )
