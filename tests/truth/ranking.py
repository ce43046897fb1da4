"""How well a ranking finds the accounts that are hot: NDCG@10 and precision@10. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from lorgnette.scoring.model import SHIPPED, SUM, Model, raw
from tests.truth.planted import TODAY, Planted, planted

FIRST = 10
SUMMED = Model(mode=SUM)


@dataclass(frozen=True, slots=True)
class Found:
    """Both from 0 to 1."""

    ndcg: float
    precision: float


def by_model(given: Planted, model: Model = SHIPPED) -> Sequence[int]:
    """The accounts by their score, the highest first."""
    points = {account: raw(rows, TODAY, model) for account, rows in given.tallies.items()}
    return sorted(points, key=lambda account: (-points[account], account))


def by_recency(given: Planted) -> Sequence[int]:
    """The accounts by their latest activity, the latest first."""
    return sorted(given.latest, key=given.latest.__getitem__)


def found(ranked: Sequence[int], heat: Mapping[int, int]) -> Found:
    """Of the first ten."""
    first = [heat[account] for account in ranked[:FIRST]]
    best = sorted(heat.values(), reverse=True)[:FIRST]
    return Found(_gain(first) / _gain(best), sum(hot > 0 for hot in first) / FIRST)


def compared(seeds: Sequence[int], model: Model = SHIPPED) -> Mapping[str, Found]:
    """The means over the seeds of each way to rank."""
    ways: dict[str, list[Found]] = {"score": [], "sum": [], "sum of humans": [], "recency": []}
    for seed in seeds:
        whole, humans = planted(seed), planted(seed, machines=False)
        ways["score"].append(found(by_model(whole, model), whole.heat))
        ways["sum"].append(found(by_model(whole, SUMMED), whole.heat))
        ways["sum of humans"].append(found(by_model(humans, SUMMED), humans.heat))
        ways["recency"].append(found(by_recency(whole), whole.heat))
    return {
        way: Found(fmean(one.ndcg for one in of), fmean(one.precision for one in of))
        for way, of in ways.items()
    }


def _gain(heats: Sequence[int]) -> float:
    return sum((2**heat - 1) / math.log2(place + 2) for place, heat in enumerate(heats))
