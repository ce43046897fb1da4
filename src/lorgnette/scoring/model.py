"""The one formula of the score, as pure arithmetic (`docs/scoring.md` tells it in words).

Points are whole numbers of 2^-32: sums come out the same in any order and on any machine, so that
the stored score, its history and its explanation never disagree by a rounding.
"""

import math
import struct
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


class Scored(NamedTuple):
    """All in tenths; `days` are the scores of the last 91 days, oldest first."""

    tenths: int
    change: int
    days: list[int]

    @property
    def weeks(self) -> list[int]:
        """The highest daily score of each week, oldest first; the last ends on the last day."""
        return [max(self.days[start : start + 7]) for start in range(0, HISTORY_DAYS, 7)]


def shown(raw: int) -> int:
    """The shown score, 0 to 1000 tenths, of an account's R in units of `POINT`."""
    return round(1000 * -math.expm1(-raw / (SCALE * POINT)))


def decay(day: date, today: date) -> int:
    """What is left today of a point of `day`, in units of `POINT`; nothing of a day to come."""
    age = (today - day).days
    return DECAY[age] if 0 <= age <= HORIZON_DAYS else 0


def kept(tallies: Iterable[Tally], today: date) -> list[int]:
    """What is left of each tally at the end of `today`, before the cap, in units of `POINT`."""
    left: dict[date, int] = {}
    found = []
    for _person, kind, day, times in tallies:
        share = left.get(day)
        if share is None:
            share = left[day] = decay(day, today)
        found.append((times if times < DAY_CAP else DAY_CAP) * WEIGHTS.get(kind, 0) * share)
    return found


def by_person(tallies: Iterable[Tally], points: Iterable[int]) -> Mapping[int, int]:
    """The points that `kept` found, summed by person, before the cap."""
    persons: dict[int, int] = {}
    for tally, part in zip(tallies, points, strict=True):
        person = tally[0]
        persons[person] = persons.get(person, 0) + part
    return persons


def raw(tallies: Sequence[Tally], today: date) -> int:
    """An account's R at the end of `today`, in units of `POINT`."""
    persons = by_person(tallies, kept(tallies, today))
    return sum(min(points, PERSON_CAP * POINT) for points in persons.values())


def score(tallies: Sequence[Tally], today: date) -> int:
    """An account's shown score at the end of `today`, in tenths."""
    return shown(raw(tallies, today))


def daily(tallies: Iterable[Tally], today: date) -> list[int]:
    """The shown score of each of the last 91 days, oldest first, today's last."""
    first = today - timedelta(days=HISTORY_DAYS - 1)
    others, capped = 0, [0] * HISTORY_DAYS
    for points_of_days in _by_person(tallies).values():
        packed = sum(
            points * _PACKED.get((day - first).days, 0) for day, points in points_of_days.items()
        )
        if sum(points_of_days.values()) <= PERSON_CAP:
            others += packed
        else:
            _add(capped, _unpacked(packed))
    return [shown(a + b) for a, b in zip(capped, _unpacked(others), strict=True)]


def scored(tallies: Iterable[Tally], today: date) -> Scored:
    """An account's score with its history."""
    days = daily(tallies, today)
    return Scored(tenths=days[-1], change=days[-1] - days[-1 - CHANGE_DAYS], days=days)


def _by_person(tallies: Iterable[Tally]) -> Mapping[int, Mapping[date, int]]:
    persons: dict[int, dict[date, int]] = {}
    for person, kind, day, times in tallies:
        points = (times if times < DAY_CAP else DAY_CAP) * WEIGHTS.get(kind, 0)
        if points:
            days = persons.setdefault(person, {})
            days[day] = days.get(day, 0) + points
    return persons


def _packed(start: int) -> int:
    """What is left of a point of the day `start` (negative: before the first of the 91) on each."""
    here, age = max(0, start), max(0, -start)
    left = [0] * here + list(DECAY[age : age + HISTORY_DAYS - here])
    return sum(part << (_LANE * place) for place, part in enumerate(left))


# A number for each of the 91 days, side by side in one: they add up in one step, not in 91. No
# day reaches 2^64: a person's points of a year, undecayed, would have to be 2^32.
_LANE = 64
_PACKED = {start: _packed(start) for start in range(-HORIZON_DAYS, HISTORY_DAYS)}


def _unpacked(packed: int) -> Sequence[int]:
    return struct.unpack(f"<{HISTORY_DAYS}Q", packed.to_bytes(HISTORY_DAYS * _LANE // 8, "little"))


def _add(total: list[int], person: Sequence[int]) -> None:
    cap = PERSON_CAP * POINT
    for place, points in enumerate(person):
        total[place] += min(points, cap)
