"""The deals that were decided lately: won more often where the account's story was lively before.

That signal is planted on purpose (`docs/prediction.md`): the demo's data are made up, and those of
a real company may hold none.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.operations.demo.plan import Plan

# Of each account; what a deal takes; before it some weeks of interest that tell how it ends.
_SHARE, _SECOND = 0.55, 0.4
_SHORTEST, _LONGEST = 14, 28
_WEEKS_BEFORE = 30
# Activities are looked at for so long before a deal: none is decided in the first of them.
_WARMING_UP = 92
_USUAL, _SIGNAL, _LIMIT = -0.7, 3.0, 1.5


@dataclass(frozen=True, slots=True)
class Decided:
    """A deal's days and how it ended."""

    created_on: date
    closed_on: date
    won: bool


def decided(plan: Plan, told: Sequence[float], dice: random.Random) -> Iterator[Decided]:
    """None, one or two deals of an account whose story has these weights by day."""
    first, last = _WARMING_UP, plan.days - _SHORTEST - 2
    if first >= last or not sum(told):
        return
    for share in (_SHARE, _SECOND):
        if dice.random() >= share:
            return
        begun = dice.randint(first, last)
        ended = min(plan.days - 2, begun + dice.randint(_SHORTEST, _LONGEST))
        won = dice.random() < _likely(told, (begun + ended) // 2)
        day = plan.until.date() - timedelta(days=plan.days - 1)
        yield Decided(day + timedelta(days=begun), day + timedelta(days=ended), won)


def _likely(told: Sequence[float], place: int) -> float:
    """By how lively the weeks before that day were, beside the whole story."""
    before = told[max(0, place - _WEEKS_BEFORE) : place]
    lively = (sum(before) / len(before) + 0.01) / (sum(told) / len(told) + 0.01)
    known = max(-_LIMIT, min(_LIMIT, math.log(lively)))
    return 1 / (1 + math.exp(-(_USUAL + _SIGNAL * known)))
