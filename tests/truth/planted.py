"""A company of 300 accounts, ten of them hot, by a seed. Pure.

Hot is a buying committee: several people whose interest rises over the last weeks. Around them are
accounts that are louder and cold: one enthusiast, a committee of last winter, readers of the
newsletter, machines, customers who are always there, and those who look in now and then.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.scoring.model import Tally

TODAY = date(2026, 11, 24)
HOT = 10
# How hot each of the ten is: how much it is worth to find it.
HEATS = (3, 3, 3, 2, 2, 2, 1, 1, 1, 1)
INTEREST = ("web.visit", "web.visit", "web.document", "web.pricing", "email.click")
INTENT = ("form.demo", "form.submit", "webinar.attend", "call.held", "meeting.held")

# Who, what, how many days ago, how many times.
Deed = tuple[int, str, int, int]
Dice = random.Random


@dataclass(frozen=True, slots=True)
class Planted:
    """`latest` is how many days ago an account's last activity was, with the hour as a part."""

    tallies: Mapping[int, Sequence[Tally]]
    latest: Mapping[int, float]
    heat: Mapping[int, int]


def planted(seed: int, *, machines: bool = True) -> Planted:
    """The same for the same seed. Without `machines` those accounts did nothing."""
    tallies, latest, heat = {}, {}, {}
    for account, (story, hot) in enumerate(_stories()):
        dice = random.Random(f"{seed}/{account}")
        found = [] if story is _machine and not machines else list(story(dice, hot))
        tallies[account] = _tallies(account, found)
        days = min((ago for _who, _kind, ago, _times in found), default=999)
        latest[account] = days + dice.random()
        heat[account] = hot
    return Planted(tallies, latest, heat)


def _tallies(account: int, deeds: Sequence[Deed]) -> list[Tally]:
    times: dict[tuple[int, str, int], int] = defaultdict(int)
    for who, kind, ago, count in deeds:
        times[who, kind, ago] += count
    return [
        Tally(100 * account + who, kind, TODAY - timedelta(days=ago), count)
        for (who, kind, ago), count in sorted(times.items())
    ]


def _stories() -> Iterator[tuple[Callable[[Dice, int], Iterator[Deed]], int]]:
    yield from ((_committee, heat) for heat in HEATS)
    for story, count in _COLD:
        yield from ((story, 0) for _ in range(count))


def _committee(dice: Dice, heat: int) -> Iterator[Deed]:
    """More people the hotter; each does more the nearer to today."""
    begun = dice.randint(15, 45)
    for who in range(dice.randint(1, 3) + heat):
        for _ in range(dice.randint(4, 10)):
            ago = int(begun * dice.random() ** 2)
            yield who, dice.choice(INTEREST), ago, dice.randint(1, 3)
        for _ in range(dice.randint(0, 1) + heat // 2):
            yield who, dice.choice(INTENT), int(begun * dice.random() ** 2), 1
    yield from _now_and_then(dice, 0)


def _enthusiast(dice: Dice, _heat: int) -> Iterator[Deed]:
    """One person, day after day."""
    habit = dice.uniform(0.1, 0.6)
    for ago in range(dice.randint(30, 250)):
        if dice.random() < habit:
            yield 0, dice.choice(INTEREST), ago, dice.randint(1, 3)


def _last_winter(dice: Dice, _heat: int) -> Iterator[Deed]:
    """A committee that has long decided, and still gets mail."""
    ended = dice.randint(110, 250)
    for who in range(dice.randint(2, 6)):
        for _ in range(dice.randint(2, 9)):
            kind = dice.choice(INTEREST + INTENT)
            yield who, kind, min(360, ended + int(60 * dice.random())), dice.randint(1, 3)
        yield who, "email.open", dice.randint(0, 20), 1


def _newsletter(dice: Dice, _heat: int) -> Iterator[Deed]:
    """Many who open, a few who click."""
    for who in range(dice.randint(8, 25)):
        for week in range(26):
            if dice.random() < 0.6:
                yield who, "email.open", 7 * week + dice.randint(0, 3), dice.randint(1, 3)
            if dice.random() < 0.03:
                yield who, "email.click", 7 * week + dice.randint(0, 3), 1


def _machine(dice: Dice, _heat: int) -> Iterator[Deed]:
    """A scanner that fetches every link, not yet found out."""
    for who in range(dice.randint(1, 2)):
        for _ in range(dice.randint(1, 3)):
            kind = dice.choice(("web.visit", "email.click", "web.document"))
            yield who, kind, dice.randint(0, 9), dice.randint(200, 900)


def _customer(dice: Dice, _heat: int) -> Iterator[Deed]:
    """Several people who use the site week by week, as ever."""
    habit = dice.uniform(0.1, 0.9)
    for who in range(dice.randint(2, 5)):
        for ago in range(dice.randint(0, 6), 200, 7):
            if dice.random() < habit:
                yield who, dice.choice(INTEREST[:3]), ago, dice.randint(1, 3)


def _now_and_then(dice: Dice, _heat: int) -> Iterator[Deed]:
    for who in range(dice.randint(1, 3)):
        for _ in range(dice.randint(4, 12)):
            yield who, dice.choice(INTEREST[:3]), dice.randint(0, 180), 1


def _quiet(dice: Dice, _heat: int) -> Iterator[Deed]:
    for _ in range(dice.randint(0, 4)):
        yield 0, "web.visit", dice.randint(5, 300), 1


_COLD = (
    (_enthusiast, 6),
    (_last_winter, 8),
    (_newsletter, 40),
    (_machine, 4),
    (_customer, 15),
    (_now_and_then, 90),
    (_quiet, 127),
)
