"""Decided deals by a seed: with a signal in what people did before, or without any. Pure."""

import math
import random
from datetime import date, timedelta

from lorgnette.prediction.cases import Case
from lorgnette.prediction.facts import Facts, levels

BEGAN = date(2025, 1, 6)
DAYS = 500
DEALS = 1500
# What an account whose interest is ordinary does in 30 days.
USUAL = {"web": 6, "mail": 2, "forms": 0.6, "events": 0.4, "talks": 1.2}


def deals(seed: int, *, signal: float, count: int = DEALS, drift: float = 0.0) -> list[Case]:
    """`signal` is how much of the log-odds an account's interest is worth; 0 is noise.

    With a `drift` both the interest and the share that is won rise as time goes by, and have
    nothing to do with each other.
    """
    dice = random.Random(f"deals/{seed}")
    return [_deal(number, dice, signal, drift) for number in range(count)]


def _deal(number: int, dice: random.Random, signal: float, drift: float) -> Case:
    day = dice.randrange(DAYS)
    later = drift * (day / DAYS - 0.5)
    interest = dice.gauss(0, 1)
    won = dice.random() < 1 / (1 + math.exp(0.5 - later - signal * interest))
    known = _facts(dice, interest + later)
    looked = BEGAN + timedelta(days=day)
    # Two deals an account, as a rule.
    return Case(number // 2, looked, looked + timedelta(dice.randint(7, 90)), won, levels(known))


def _facts(dice: random.Random, interest: float) -> Facts:
    much = math.exp(0.5 * interest)
    families = {name: _some(dice, usual * much) for name, usual in USUAL.items()}
    people = min(sum(families.values()), 1 + _some(dice, 1.5 * much))
    lately = sum(families.values())
    return Facts(
        families=families,
        earlier=_some(dice, 12),
        people=people,
        seniors=_some(dice, people / 4),
        lately=lately,
        then=_some(dice, 9),
        idle=min(29, _some(dice, 8 / much)) if lately else None,
        industry=dice.choice(("Banking", "Food", "Energy", "Transport", "")),
        country=dice.choice(("FR", "GB", "DE")),
    )


def _some(dice: random.Random, mean: float) -> int:
    """A count around the mean (Poisson’s)."""
    left, count = dice.random(), 0
    floor = math.exp(-min(mean, 60))
    while left > floor:
        left *= dice.random()
        count += 1
    return count
