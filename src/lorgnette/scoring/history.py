"""The last 13 weeks of an account's score, from its scores day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days ending on `last_day`; `tenths` is their highest daily score, on `top_day`."""

    first_day: date
    last_day: date
    top_day: date
    tenths: int


def weeks_of(days: Sequence[int], today: date) -> list[Week]:
    """Oldest first, of daily scores in tenths, of which the last is that of `today`."""
    first = today - timedelta(days=len(days) - 1)
    return [_week(days, start, first) for start in range(0, len(days), 7)]


def _week(days: Sequence[int], start: int, first: date) -> Week:
    tenths = max(days[start : start + 7])
    return Week(
        first_day=first + timedelta(days=start),
        last_day=first + timedelta(days=start + 6),
        top_day=first + timedelta(days=days.index(tenths, start)),
        tenths=tenths,
    )
