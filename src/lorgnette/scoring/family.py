"""The score of several accounts together: the curve over the sum of what is under each. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lorgnette.scoring.model import SHIPPED, Model, shown
from lorgnette.scoring.shares import score_shares

# The curve never reaches 100: what shows as that stands at least here.
_HIGHEST = 999.5


@dataclass(frozen=True, slots=True)
class Under:
    """R of an account in points, now and seven days before."""

    account_id: int
    now: float
    before: float


@dataclass(frozen=True, slots=True)
class Together:
    """All in tenths; the `shares` by account sum to `tenths`."""

    tenths: int
    change: int
    shares: Mapping[int, int]


def together(accounts: Sequence[Under], model: Model = SHIPPED) -> Together:
    """Of one account it is that account's own score."""
    now = math.fsum(one.now for one in accounts)
    before = math.fsum(one.before for one in accounts)
    tenths = _shown(now, model)
    shares = score_shares({one.account_id: one.now for one in accounts}, tenths)
    return Together(tenths, tenths - _shown(before, model), shares)


def points_of(tenths: int, model: Model = SHIPPED) -> float:
    """What must be under a score of so many tenths, where nothing more exact is kept."""
    if model.is_sum:
        return tenths / 10
    return -model.scale * math.log1p(-min(float(tenths), _HIGHEST) / 1000)


def _shown(points: float, model: Model) -> int:
    return shown(round(points * model.unit), model)
