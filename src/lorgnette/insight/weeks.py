"""The weeks of an account's chart: the score, and what lies behind it."""

from dataclasses import dataclass
from datetime import date

from lorgnette.scoring import history
from lorgnette.scoring.explain import Explanation


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday, or this week until today; `tenths` is the highest score of its days, on
    `top_day`.

    `activities` of `people` happened in it.
    """

    first_day: date
    last_day: date
    top_day: date
    tenths: int
    activities: int
    people: int


def weeks_of(told: Explanation) -> list[Week]:
    """The last 13, oldest first."""
    weeks = history.weeks_of(told.days, told.day)
    return [
        Week(
            first_day=week.first_day,
            last_day=week.last_day,
            top_day=week.top_day,
            tenths=week.tenths,
            activities=happened.activities,
            people=happened.people,
        )
        for week, happened in zip(weeks, told.weeks, strict=True)
    ]
