"""The rules of the brackets, as pure arithmetic (`docs/scoring.md` tells it in words).

Urgency is a change of seven days, relative score is standing: each from 0 to 3, for accounts and
for people. All values are in tenths.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

DYNAMIC, FIXED = "dynamic", "fixed"
MODES = (DYNAMIC, FIXED)
MOST = 3
# In tenths over seven days: less shows as 0, and is no rise.
LEAST_RISE = 5
LEAST_STANDING = 1
# A bound that nobody reaches.
NEVER = 2**31 - 1

ACCOUNT_URGENCY, ACCOUNT_RELATIVE = "account_urgency", "account_relative"
PERSON_URGENCY, PERSON_RELATIVE = "person_urgency", "person_relative"
SCALES = (ACCOUNT_URGENCY, ACCOUNT_RELATIVE, PERSON_URGENCY, PERSON_RELATIVE)

# The least value that has three marks, two, and one.
Three = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where three, two and one mark begin.

    `dynamic`: at these `shares`, in percent, of those who stand or rise at all. `fixed`: at these
    whole `points`. The other three numbers wait for the mode to change.
    """

    mode: str
    shares: Three
    points: Three


@dataclass(frozen=True, slots=True)
class Rules:
    """The four scales."""

    account_urgency: Scale = Scale(DYNAMIC, (10, 25, 50), (20, 10, 5))
    account_relative: Scale = Scale(DYNAMIC, (10, 25, 50), (75, 50, 25))
    person_urgency: Scale = Scale(DYNAMIC, (10, 25, 50), (15, 8, 3))
    person_relative: Scale = Scale(DYNAMIC, (10, 25, 50), (30, 15, 5))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the rules came to: the least values, in tenths, of three marks, two and one."""

    account_urgency: Three = (NEVER, NEVER, NEVER)
    account_relative: Three = (NEVER, NEVER, NEVER)
    person_urgency: Three = (NEVER, NEVER, NEVER)
    person_relative: Three = (NEVER, NEVER, NEVER)


@dataclass(frozen=True, slots=True)
class Marks:
    """Flames and stars, from 0 to 3."""

    urgency: int = 0
    relative: int = 0


SHIPPED = Rules()
NOWHERE = Bounds()


def level(value: int, bounds: Three) -> int:
    """How many marks a value has; bounds that are equal count as the highest of them."""
    return next((MOST - place for place, bound in enumerate(bounds) if value >= bound), 0)


def of_account(tenths: int, change: int, bounds: Bounds) -> Marks:
    return Marks(level(change, bounds.account_urgency), level(tenths, bounds.account_relative))


def of_person(points: int, change: int, bounds: Bounds) -> Marks:
    """By their own points, whoever else is at the account."""
    return Marks(level(change, bounds.person_urgency), level(points, bounds.person_relative))


def least_of(scale: str) -> int:
    """What has any mark at all on a scale."""
    return LEAST_RISE if scale in (ACCOUNT_URGENCY, PERSON_URGENCY) else LEAST_STANDING


def fixed_bounds(scale: Scale) -> Three:
    """Those of a fixed scale."""
    three, two, one = (10 * points for points in scale.points)
    return three, two, one


def place_of(share: int, total: int) -> int:
    """How many of `total` are within `share` percent: of few, at least the first."""
    return -(-total * share // 100)


def stored(rules: Rules) -> dict[str, Any]:
    return asdict(rules)


def of_stored(kept: Mapping[str, Any]) -> Rules:
    """What `stored` gave; what is missing is as shipped."""
    return Rules(**{name: _scale(kept[name]) for name in SCALES if name in kept})


def bounds_of_stored(kept: Mapping[str, Any]) -> Bounds:
    """As `asdict` gave them."""
    return Bounds(**{name: _three(kept[name]) for name in SCALES if name in kept})


def _scale(kept: Mapping[str, Any]) -> Scale:
    return Scale(kept["mode"], _three(kept["shares"]), _three(kept["points"]))


def _three(values: Any) -> Three:
    three, two, one = values
    return three, two, one
