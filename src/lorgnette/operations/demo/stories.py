"""How an account's interest went: the weight of each day, and what people did then."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

# How often a story is told, and how much there is to tell in it.
FREQUENCY = {
    "steady": 26,
    "rising": 12,
    "cooling": 16,
    "dormant": 20,
    "spike": 8,
    "event": 8,
    "new": 10,
}
VOLUME = {
    "steady": 1.0,
    "rising": 0.9,
    "cooling": 1.3,
    "dormant": 0.15,
    "spike": 0.6,
    "event": 0.6,
    "new": 0.35,
}

CALM = {
    "web.visit": 44,
    "web.document": 8,
    "web.pricing": 3,
    "email.open": 26,
    "email.click": 11,
    "form.submit": 1,
    "webinar.attend": 1,
    "call.held": 4,
    "meeting.held": 2,
}
KEEN = CALM | {
    "web.pricing": 12,
    "web.document": 15,
    "form.submit": 3,
    "form.demo": 1,
    "webinar.attend": 2,
    "call.held": 7,
    "meeting.held": 4,
}
AT_EVENT = {"event.attend": 60, "web.visit": 25, "web.document": 10, "call.held": 5}


@dataclass(frozen=True, slots=True)
class Told:
    """`weights` by day, oldest first, today's last; `keen` the days of which `mix` is the habit."""

    weights: list[float]
    keen: range
    mix: dict[str, int]


def tell(story: str, days: int, dice: random.Random) -> Told:
    """The story over `days` days."""
    return _STORIES[story](days, dice)


def _steady(days: int, dice: random.Random) -> Told:
    return Told([1 + 0.4 * math.sin(day / 9 + dice.random()) for day in range(days)], _NEVER, CALM)


def _rising(days: int, dice: random.Random) -> Told:
    start = days - dice.randint(12, 55)
    weights = [0.35 if day < start else 1 + (day - start) / 8 for day in range(days)]
    return Told(weights, range(max(0, start), days), KEEN)


def _cooling(days: int, dice: random.Random) -> Told:
    stop = days - dice.randint(20, 80)
    weights = [1.2 if day < stop else 1.2 * 0.93 ** (day - stop) for day in range(days)]
    return Told(weights, range(max(0, stop - 40), max(0, stop)), KEEN)


def _dormant(days: int, dice: random.Random) -> Told:
    stop = dice.randint(1, max(1, days // 2))
    return Told([1.0 if day < stop else 0.01 for day in range(days)], _NEVER, CALM)


def _spike(days: int, dice: random.Random) -> Told:
    top = dice.randrange(days)
    weights = [0.05 + 6 * math.exp(-abs(day - top) / 1.5) for day in range(days)]
    return Told(weights, range(max(0, top - 3), min(days, top + 4)), KEEN)


def _event(days: int, dice: random.Random) -> Told:
    top = days - 1 - dice.choice([4, 18, 33, 61, 96]) % days
    weights = [0.25 + (8.0 if day == top else 0.0) for day in range(days)]
    return Told(weights, range(top, top + 1), AT_EVENT)


def _new(days: int, dice: random.Random) -> Told:
    start = days - dice.randint(5, 40)
    weights = [0.0 if day < start else 1.0 for day in range(days)]
    return Told(weights, range(max(0, start), days), KEEN)


_NEVER = range(0)
_STORIES: dict[str, Callable[[int, random.Random], Told]] = {
    "steady": _steady,
    "rising": _rising,
    "cooling": _cooling,
    "dormant": _dormant,
    "spike": _spike,
    "event": _event,
    "new": _new,
}
