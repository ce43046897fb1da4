"""The weeks of an account's chart: the score, and what lies behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lorgnette.scoring.history import history
from lorgnette.scoring.model import Tally


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `first_day`; `tenths` is the highest score of its days, on `top_day`.

    `activities` of `people` happened in it.
    """

    first_day: date
    top_day: date
    tenths: int
    activities: int
    people: int


def weeks_of(tallies: Sequence[Tally], today: date) -> list[Week]:
    """The last 13, oldest first, from an account's tallies."""
    weeks = history(tallies, today).weeks
    first = weeks[0].first_day
    activities, people = [0] * len(weeks), [set[int]() for _week in weeks]
    for tally in tallies:
        if first <= tally.day <= today:
            place = (tally.day - first).days // 7
            activities[place] += tally.times
            people[place].add(tally.person)
    return [
        Week(
            first_day=week.first_day,
            top_day=week.top_day,
            tenths=week.tenths,
            activities=activities[place],
            people=len(people[place]),
        )
        for place, week in enumerate(weeks)
    ]
