"""The last 13 weeks of an account's score, computed from its activities day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


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


def history(account_id: int) -> History:
    """The same numbers as the stored 13-week array, with their days."""
    raise NotImplementedError
