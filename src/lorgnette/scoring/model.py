"""The one formula of the score, as pure arithmetic (`docs/scoring.md` tells it in words).

Points are whole numbers of 2^-32: sums come out the same in any order and on any machine, so that
the stored score, its history and its explanation never disagree by a rounding.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lorgnette.activities.types import WEIGHTS

# A month: a deal's reading spreads over weeks, and what is a quarter old weighs an eighth.
HALF_LIFE_DAYS = 30
# The sixth visit of one person on one day tells no more than the fifth; a reload loop tells less.
DAY_CAP = 5
# One enthusiast is no buying committee: alone they bring an account to 49 of 100.
PERSON_CAP = 40
# R = 60 shows as 63: three people who each asked for a demonstration and read the prices.
SCALE = 60
# After a year 1/4,600 is left of a point: it is not read any more.
HORIZON_DAYS = 365

WEEKS = 13
HISTORY_DAYS = 7 * WEEKS
CHANGE_DAYS = 7
# Oldest day that any of the numbers above can depend on, before today.
READ_DAYS = HISTORY_DAYS + HORIZON_DAYS

POINT = 2**32
DECAY = tuple(round(POINT * 2 ** (-age / HALF_LIFE_DAYS)) for age in range(HORIZON_DAYS + 1))


class Tally(NamedTuple):
    """How many activities of one type a person had on one workspace day."""

    person: int
    type: str
    day: date
    times: int

    @property
    def points(self) -> int:
        """Before decay, in whole points."""
        return min(self.times, DAY_CAP) * WEIGHTS.get(self.type, 0)


class Scored(NamedTuple):
    """All in tenths; `weeks` are the highest daily scores of the last 13 weeks, oldest first."""

    tenths: int
    change: int
    weeks: list[int]


def shown(raw: int) -> int:
    """The shown score, 0 to 1000 tenths, of an account's R in units of `POINT`."""
    return round(1000 * -math.expm1(-raw / (SCALE * POINT)))


def decay(day: date, today: date) -> int:
    """What is left today of a point of `day`, in units of `POINT`; nothing of a day to come."""
    age = (today - day).days
    return DECAY[age] if 0 <= age <= HORIZON_DAYS else 0


def raw(tallies: Iterable[Tally], today: date) -> int:
    """An account's R at the end of `today`, in units of `POINT`."""
    persons: dict[int, int] = {}
    for tally in tallies:
        kept = tally.points * decay(tally.day, today)
        persons[tally.person] = persons.get(tally.person, 0) + kept
    return sum(min(points, PERSON_CAP * POINT) for points in persons.values())


def score(tallies: Iterable[Tally], today: date) -> int:
    """An account's shown score at the end of `today`, in tenths."""
    return shown(raw(tallies, today))


def daily(tallies: Iterable[Tally], today: date, days: int = HISTORY_DAYS) -> list[int]:
    """The shown score of each of the last `days` days, oldest first, today's last."""
    first = today - timedelta(days=days - 1)
    total = [0] * days
    for points_of_days in _by_person(tallies).values():
        _add(total, _person(points_of_days, first, days))
    return [shown(points) for points in total]


def scored(tallies: Iterable[Tally], today: date) -> Scored:
    """All that is stored of an account's score."""
    days = daily(tallies, today)
    return Scored(tenths=days[-1], change=days[-1] - days[-1 - CHANGE_DAYS], weeks=weekly(days))


def weekly(days: Sequence[int]) -> list[int]:
    """The highest of each seven daily scores, the last week ending on the last day."""
    return [max(days[start : start + 7]) for start in range(0, len(days), 7)]


def _by_person(tallies: Iterable[Tally]) -> Mapping[int, Mapping[date, int]]:
    persons: dict[int, dict[date, int]] = {}
    for tally in tallies:
        points = tally.points
        if points:
            days = persons.setdefault(tally.person, {})
            days[tally.day] = days.get(tally.day, 0) + points
    return persons


def _person(points_of_days: Mapping[date, int], first: date, days: int) -> list[int]:
    """A person's score on each of `days` days from `first`, before the cap."""
    total = [0] * days
    for day, points in points_of_days.items():
        start = (day - first).days
        here, age = max(0, start), max(0, -start)
        left = DECAY[age : age + max(0, days - here)]
        for place, part in enumerate(left, here):
            total[place] += points * part
    return total


def _add(total: list[int], person: Sequence[int]) -> None:
    cap = PERSON_CAP * POINT
    for place, points in enumerate(person):
        total[place] += min(points, cap)
