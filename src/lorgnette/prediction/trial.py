"""Tries the learning out of time: it learns what was known by a day, later deals judge it. Pure."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from lorgnette.prediction.cases import Case
from lorgnette.prediction.fit import fit

# The later half of the deals is judged, in so many stretches of time; before each all is learned
# anew from the deals that were decided by then.
STRETCHES = 4
LEAST_LEARNED = 25
# One in a hundred is further from the truth than this many standard errors on one side.
SURE = 2.326
GROUPS = 5


class Judged(NamedTuple):
    """A deal that was not learned from: forecast and outcome.

    `error` is the squared error of the forecast, `base_error` that of knowing the share that was
    won in its time, without looking at the deal.
    """

    account: int
    won: bool
    forecast: float
    error: float
    base_error: float


@dataclass(frozen=True, slots=True)
class Group:
    """Judged deals of similar forecast: how many, the mean forecast, and how many were won."""

    deals: int
    forecast: float
    won: int


@dataclass(frozen=True, slots=True)
class Trial:
    """`skill` is Brier's: 0 is no better than the base rate, 1 is foresight.

    The true skill is above `bound`, 99 times in 100. Both None where nothing could be judged.
    """

    won: int
    lost: int
    skill: float | None
    bound: float | None
    groups: Sequence[Group]


def tried(cases: Sequence[Case]) -> Trial:
    """Of all decided deals, in any order."""
    judged = [one for learned, later in stretches(cases) for one in _judged(learned, later)]
    won = sum(one.won for one in judged)
    skill, bound = _skill(judged)
    return Trial(won, len(judged) - won, skill, bound, _groups(judged))


def stretches(cases: Sequence[Case]) -> Iterator[tuple[Sequence[Case], Sequence[Case]]]:
    """What was decided before each stretch of time, and the deals of the stretch."""
    ordered = sorted(cases, key=lambda case: case.day)
    size = len(ordered)
    places = [size // 2 + size * n // (2 * STRETCHES) for n in range(STRETCHES)] if size else []
    starts = [ordered[place].day for place in places]
    for first, until in pairwise([*starts, date.max]):
        learned = [case for case in ordered if case.closed_on < first]
        yield learned, [case for case in ordered if first <= case.day < until]


def _judged(learned: Sequence[Case], later: Sequence[Case]) -> Iterator[Judged]:
    won = sum(case.won for case in learned)
    if min(won, len(learned) - won) < LEAST_LEARNED or len(later) < 2:
        return
    fitted = fit(learned)
    share = sum(case.won for case in later) / len(later)
    # The share is of these very deals: it comes nearer to them than the rate behind it would.
    fair = len(later) / (len(later) - 1)
    for case in later:
        forecast = fitted.likelihood(case.levels)
        yield Judged(
            case.account,
            case.won,
            forecast,
            (forecast - case.won) ** 2,
            fair * (share - case.won) ** 2,
        )


def _skill(judged: Sequence[Judged]) -> tuple[float | None, float | None]:
    """With the lower bound of a ratio whose deals hang together by account."""
    base = math.fsum(one.base_error for one in judged)
    if not base:
        return None, None
    skill = 1 - math.fsum(one.error for one in judged) / base
    off: dict[int, float] = defaultdict(float)
    for one in judged:
        off[one.account] += (1 - skill) * one.base_error - one.error
    accounts = len(off)
    if accounts < 2:
        return skill, None
    spread = math.fsum(part * part for part in off.values()) * accounts / (accounts - 1)
    return skill, skill - SURE * math.sqrt(spread) / base


def _groups(judged: Sequence[Judged]) -> list[Group]:
    """As many deals in each, from the least likely on."""
    ordered = sorted(judged, key=lambda one: one.forecast)
    marks = [len(ordered) * n // GROUPS for n in range(GROUPS + 1)]
    groups = []
    for first, until in pairwise(marks):
        part = ordered[first:until]
        if part:
            mean = math.fsum(one.forecast for one in part) / len(part)
            groups.append(Group(len(part), mean, sum(one.won for one in part)))
    return groups
