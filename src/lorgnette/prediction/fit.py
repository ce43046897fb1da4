"""Learns the weights of levels from decided deals: log-odds with shrinkage. Pure.

A logistic regression over the levels. How far the weights are drawn to 0 is found from the deals
themselves (empirical Bayes: MacKay's evidence), so that levels that tell nothing weigh nothing.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lorgnette.prediction.cases import Case
from lorgnette.prediction.equations import Matrix, factor, inverse_diagonal, solve
from lorgnette.prediction.facts import CHARACTERISTICS, NAMED, Levels

# Of the CRM's own words the most frequent, if so many deals have them.
MOST_NAMED, LEAST_NAMED = 8, 20
OTHER = ""
_ROUNDS, _INNER = 12, 3
_LEAST_PULL, _MOST_PULL = 0.05, 1e5
_NEAR = 1e-3


@dataclass(frozen=True, slots=True)
class Fitted:
    """`start` is the log-odds of a deal like most; `weights`, by characteristic and level, add.

    They are centred: over the deals learned from, those of a characteristic sum to 0. `OTHER`
    stands for the levels that were not learned.
    """

    start: float
    weights: Mapping[str, Mapping[str, float]]

    def parts(self, levels: Levels) -> list[float]:
        """What each characteristic adds to `start`."""
        named = zip(CHARACTERISTICS, levels, strict=True)
        known = ((self.weights.get(name, {}), level) for name, level in named)
        return [of.get(level, of.get(OTHER, 0.0)) for of, level in known]

    def odds(self, levels: Levels) -> float:
        """Log-odds."""
        return self.start + math.fsum(self.parts(levels))

    def likelihood(self, levels: Levels) -> float:
        return chance(self.odds(levels))


def chance(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


# Columns that are set, how many deals are like that, and how many of them were won.
_Row = tuple[tuple[int, ...], int, int]


def fit(cases: Sequence[Case]) -> Fitted:
    """Of cases of both outcomes."""
    columns = _columns(cases)
    rows = _rows(cases, columns)
    won, size = sum(case.won for case in cases), len(columns) + 1
    weights = [math.log(won / (len(cases) - won))] + [0.0] * len(columns)
    pull = 10.0
    for _round in range(_ROUNDS):
        curve, right = _normal(rows, weights, size)
        before = weights
        weights, pull = _drawn(curve, right, pull)
        moved = max(abs(a - b) for a, b in zip(weights, before, strict=True))
        if moved < _NEAR:
            break
    return _centred(weights, columns, cases)


def _columns(cases: Iterable[Case]) -> Mapping[tuple[int, str], int]:
    """A number from 1 for each level that is learned; 0 is the start's."""
    met = Counter(
        (place, level) for case in cases for place, level in enumerate(case.levels) if level
    )
    kept = []
    for place, name in enumerate(CHARACTERISTICS):
        of = sorted((key for key in met if key[0] == place), key=lambda key: (-met[key], key))
        if name in NAMED:
            of = [key for key in of if met[key] >= LEAST_NAMED][:MOST_NAMED]
        kept += of
    return {key: number for number, key in enumerate(kept, 1)}


def _rows(cases: Iterable[Case], columns: Mapping[tuple[int, str], int]) -> list[_Row]:
    """Deals that look alike go together."""
    all_of, won_of = Counter[Levels](), Counter[Levels]()
    for case in cases:
        all_of[case.levels] += 1
        won_of[case.levels] += case.won
    rows = []
    for levels, count in all_of.items():
        found = (columns.get(key) for key in enumerate(levels))
        rows.append(((0, *sorted(filter(None, found))), count, won_of[levels]))
    return rows


def _normal(
    rows: Sequence[_Row], weights: Sequence[float], size: int
) -> tuple[Matrix, list[float]]:
    """The curvature at the weights, as a lower triangle, and the right side of Newton's step."""
    curve = [[0.0] * (place + 1) for place in range(size)]
    right = [0.0] * size
    for places, count, won in rows:
        odds = math.fsum(weights[place] for place in places)
        likely = chance(odds)
        weight = count * max(likely * (1 - likely), 1e-9)
        pushed = weight * odds + won - count * likely
        for rank, place in enumerate(places, 1):
            right[place] += pushed
            line = curve[place]
            for other in places[:rank]:
                line[other] += weight
    return curve, right


def _drawn(curve: Matrix, right: Sequence[float], pull: float) -> tuple[list[float], float]:
    """The weights under the pull to 0 that fits them best; the start is not drawn."""
    count = len(curve) - 1
    weights: list[float] = []
    for _turn in range(_INNER):
        held = [row[:-1] + [row[-1] + (pull if place else 1e-9)] for place, row in enumerate(curve)]
        lower = factor(held)
        weights = solve(lower, right)
        free = count - pull * math.fsum(inverse_diagonal(lower)[1:])
        length = math.fsum(weight * weight for weight in weights[1:])
        pull = max(_LEAST_PULL, min(_MOST_PULL, max(free, 1e-6) / max(length, 1e-12)))
    return weights, pull


def _centred(
    weights: Sequence[float], columns: Mapping[tuple[int, str], int], cases: Sequence[Case]
) -> Fitted:
    met = Counter(key for case in cases for key in enumerate(case.levels))
    start, found = weights[0], dict[str, Mapping[str, float]]()
    for place, name in enumerate(CHARACTERISTICS):
        of = {level: weights[n] for (where, level), n in columns.items() if where == place}
        shift = math.fsum(met[place, level] * w for level, w in of.items()) / len(cases)
        start += shift
        found[name] = {OTHER: -shift} | {level: weight - shift for level, weight in of.items()}
    return Fitted(start, found)
