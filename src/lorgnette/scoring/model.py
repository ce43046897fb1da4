"""The formula of the score, as pure arithmetic (`docs/scoring.md` tells it in words).

Its numbers are those of a `Model`; `SHIPPED` is the one that comes with the product. Points are
whole numbers of 2^-32: sums come out the same in any order and on any machine, so that the stored
score, its history and its explanation never disagree by a rounding.
"""

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
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
# What a plain sum is limited to all the same, so that it fits where it is kept.
SUM_DAY_CAP, SUM_PERSON_CAP, SUM_TENTHS = 1_000, 1_000_000, 1_000_000_000

CURVE, SUM = "curve", "sum"
MODES = (CURVE, SUM)
# A role's multiplier is in hundredths.
ONCE = 100


@dataclass(frozen=True, slots=True)
class Role:
    """Who has the word in their title counts `hundredths` times /100; the first that fits."""

    word: str
    hundredths: int


@dataclass(frozen=True, slots=True)
class Model:
    """The numbers of the formula. In the mode `sum` ages, caps and curve are left out."""

    weights: Mapping[str, int] = field(default_factory=lambda: dict(WEIGHTS))
    half_life: int = HALF_LIFE_DAYS
    day_cap: int = DAY_CAP
    person_cap: int = PERSON_CAP
    scale: int = SCALE
    mode: str = CURVE
    roles: tuple[Role, ...] = ()

    @property
    def is_sum(self) -> bool:
        return self.mode == SUM

    @property
    def once(self) -> int:
        """The factor of somebody without a role."""
        return ONCE if self.roles else 1

    @property
    def unit(self) -> int:
        """A point, in the units that R is summed in."""
        return POINT * self.once

    @property
    def most_a_day(self) -> int:
        return SUM_DAY_CAP if self.is_sum else self.day_cap

    @property
    def most_a_person(self) -> int:
        """In units of R."""
        return (SUM_PERSON_CAP if self.is_sum else self.person_cap) * self.unit

    @property
    def decays(self) -> Sequence[int]:
        """What is left of a point, in units of `POINT`, by its age in days."""
        return _decays(None if self.is_sum else self.half_life)

    @property
    def packed(self) -> Mapping[int, int]:
        """What is left of a point on each of the 91 days, by the day it is of."""
        return _packs(None if self.is_sum else self.half_life)


SHIPPED = Model()


class Tally(NamedTuple):
    """How many activities of one type a person had on one workspace day.

    `factor` is that of the person's role: hundredths, or 1 under a model without roles.
    """

    person: int
    type: str
    day: date
    times: int
    factor: int = 1


class Scored(NamedTuple):
    """All in tenths; `days` are the scores of the last 91 days, oldest first."""

    tenths: int
    change: int
    days: list[int]


def shown(raw: int, model: Model = SHIPPED) -> int:
    """The shown score, in tenths, of an account's R: 0 to 1000, unless it is a plain sum."""
    if model.is_sum:
        return min((20 * raw + model.unit) // (2 * model.unit), SUM_TENTHS)
    return round(1000 * -math.expm1(-raw / (model.scale * model.unit)))


def kept(tallies: Iterable[Tally], today: date, model: Model = SHIPPED) -> list[int]:
    """What is left of each tally at the end of `today`, before the person's cap, in units of R.

    Nothing of a day to come.
    """
    left: dict[date, int] = {}
    found = []
    decays, weights, most = model.decays, model.weights, model.most_a_day
    for _person, kind, day, times, factor in tallies:
        share = left.get(day)
        if share is None:
            age = (today - day).days
            share = left[day] = decays[age] if 0 <= age <= HORIZON_DAYS else 0
        found.append((times if times < most else most) * weights.get(kind, 0) * share * factor)
    return found


def by_person(tallies: Iterable[Tally], points: Iterable[int]) -> Mapping[int, int]:
    """The points that `kept` found, summed by person, before the cap."""
    persons: dict[int, int] = {}
    for tally, part in zip(tallies, points, strict=True):
        person = tally[0]
        persons[person] = persons.get(person, 0) + part
    return persons


def raw(tallies: Sequence[Tally], today: date, model: Model = SHIPPED) -> int:
    """An account's R at the end of `today`, in units of `model.unit` a point."""
    persons, most = by_person(tallies, kept(tallies, today, model)), model.most_a_person
    return sum(min(points, most) for points in persons.values())


def score(tallies: Sequence[Tally], today: date, model: Model = SHIPPED) -> int:
    """An account's shown score at the end of `today`, in tenths."""
    return shown(raw(tallies, today, model), model)


def daily(tallies: Iterable[Tally], today: date, model: Model = SHIPPED) -> list[int]:
    """The shown score of each of the last 91 days, oldest first, today's last."""
    first, cap = today - timedelta(days=HISTORY_DAYS - 1), model.most_a_person // POINT
    packs, held, others, total = model.packed, 0, 0, [0] * HISTORY_DAYS
    for days in _by_person(tallies, model).values():
        points = sum(days.values())
        if points >= _ROOM:
            _add(total, _one_by_one(days, first, model), cap)
            continue
        packed = sum(part * packs.get((day - first).days, 0) for day, part in days.items())
        if points <= cap and held + points < _ROOM:
            others, held = others + packed, held + points
        else:
            _add(total, _unpacked(packed), cap)
    return [shown(a + b, model) for a, b in zip(total, _unpacked(others), strict=True)]


def scored(tallies: Iterable[Tally], today: date, model: Model = SHIPPED) -> Scored:
    """An account's score with its history."""
    days = daily(tallies, today, model)
    return Scored(tenths=days[-1], change=days[-1] - days[-1 - CHANGE_DAYS], days=days)


def _by_person(tallies: Iterable[Tally], model: Model) -> Mapping[int, Mapping[date, int]]:
    persons: dict[int, dict[date, int]] = {}
    weights, most = model.weights, model.most_a_day
    for person, kind, day, times, factor in tallies:
        points = (times if times < most else most) * weights.get(kind, 0) * factor
        if points:
            days = persons.setdefault(person, {})
            days[day] = days.get(day, 0) + points
    return persons


# A number for each of the 91 days, side by side in one: they add up in one step, not in 91. No
# day reaches 2^64 while the points of a year, undecayed, are fewer than 2^32.
_LANE = 64
_ROOM = 2**32


@cache
def _decays(half_life: int | None) -> Sequence[int]:
    if half_life is None:
        return (POINT,) * (HORIZON_DAYS + 1)
    return tuple(round(POINT * 2 ** (-age / half_life)) for age in range(HORIZON_DAYS + 1))


@cache
def _packs(half_life: int | None) -> Mapping[int, int]:
    decays = _decays(half_life)
    return {start: _packed(start, decays) for start in range(-HORIZON_DAYS, HISTORY_DAYS)}


def _packed(start: int, decays: Sequence[int]) -> int:
    """What is left of a point of the day `start` (negative: before the first of the 91) on each."""
    here, age = max(0, start), max(0, -start)
    left = [0] * here + list(decays[age : age + HISTORY_DAYS - here])
    return sum(part << (_LANE * place) for place, part in enumerate(left))


def _unpacked(packed: int) -> Sequence[int]:
    return struct.unpack(f"<{HISTORY_DAYS}Q", packed.to_bytes(HISTORY_DAYS * _LANE // 8, "little"))


def _one_by_one(days: Mapping[date, int], first: date, model: Model) -> Sequence[int]:
    """Slower, for any number of points."""
    decays = model.decays
    spans = [
        [(part, place - (day - first).days) for day, part in days.items()]
        for place in range(HISTORY_DAYS)
    ]
    return [
        sum(part * decays[age] for part, age in span if 0 <= age <= HORIZON_DAYS) for span in spans
    ]


def _add(total: list[int], person: Sequence[int], cap: int) -> None:
    most = cap * POINT
    for place, points in enumerate(person):
        total[place] += min(points, most)
