"""A likelihood with the terms it is made of, which sum exactly to it. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lorgnette.kernel.shares import apportion
from lorgnette.prediction.facts import CHARACTERISTICS, Levels
from lorgnette.prediction.fit import Fitted, chance


@dataclass(frozen=True, slots=True)
class Term:
    """What one characteristic adds: `points` of percent, and `odds` in hundredths of log-odds."""

    name: str
    level: str
    points: int
    odds: int


@dataclass(frozen=True, slots=True)
class Explained:
    """Percent, from 1 to 99: `start` of a deal like most and the points of `terms` sum to it.

    So do `start_odds` and the odds of the terms to `odds`.
    """

    percent: int
    start: int
    odds: int
    start_odds: int
    terms: Sequence[Term]


def explained(fitted: Fitted, levels: Levels) -> Explained:
    """The terms that add most first; those that add nothing are left out."""
    parts = fitted.parts(levels)
    odds = fitted.start + math.fsum(parts)
    percent, start = _percent(odds), _percent(fitted.start)
    odds_shown, start_odds = round(100 * odds), round(100 * fitted.start)
    slope = _slope(fitted.start, odds)
    points = apportion([part * slope for part in parts], percent - start)
    hundredths = apportion([100 * part for part in parts], odds_shown - start_odds)
    terms = [
        Term(name, level, *told)
        for name, level, *told in zip(CHARACTERISTICS, levels, points, hundredths, strict=True)
        if any(told)
    ]
    terms.sort(key=lambda term: (-term.points, -term.odds))
    return Explained(percent, start, odds_shown, start_odds, terms)


def _percent(odds: float) -> int:
    """Nothing is certain."""
    return max(1, min(99, round(100 * chance(odds))))


def _slope(start: float, odds: float) -> float:
    """How many percent a log-odd is worth between the two: the mean steepness of the curve."""
    if math.isclose(start, odds, abs_tol=1e-6):
        likely = chance(start)
        return 100 * likely * (1 - likely)
    return 100 * (chance(odds) - chance(start)) / (odds - start)
