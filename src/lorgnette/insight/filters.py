"""What narrows the ranked accounts: a value that an address, a saved view and a list keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

# As the owner: whoever looks.
ME = "me"
RISING, COOLING = "rising", "cooling"
ONLY = (RISING, COOLING)
PIPELINE = "pipeline"
ORDERS = ("score", "change", "fall", "name")
LONGEST, MOST_POINTS, MOST_DAYS = 200, 100_000, 3_650


@dataclass(frozen=True, slots=True)
class Filter:
    """An account passes all of it; what is as here by default lets everything pass.

    `text` is held by name or domain. `only` is rising or cooling. `owner` is `ME` or a CRM user's
    ref, `list` a list's. `moved` are points in seven days: at least so many up, or down if they
    are less than 0. The score is from `least` to `most` in whole points. `days`: the last activity
    is not older. `score` is the ref of the score that this is about and that ranks, "" for the
    primary one: it narrows nothing.
    """

    text: str = ""
    only: str = ""
    pipeline: bool = False
    owner: str = ""
    industry: str = ""
    country: str = ""
    list: str = ""
    moved: int = 0
    least: int = 0
    most: int | None = None
    days: int = 0
    score: str = ""

    @property
    def set(self) -> tuple[str, ...]:
        """The names of what narrows, in order."""
        return tuple(name for name in self.kept if name != "score")

    @property
    def kept(self) -> tuple[str, ...]:
        """The names of all that an address, a view and a list keep of it."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != f.default)

    def without(self, *names: str) -> "Filter":
        """The filter that these do not narrow."""
        return replace(self, **{name: getattr(OPEN, name) for name in names})


OPEN = Filter()


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter and an order of `ORDERS`."""

    filter: Filter = field(default_factory=Filter)
    order: str = ORDERS[0]


def read(given: Mapping[str, Any]) -> Filter:
    """From JSON or an address: what is unknown or cannot be is as if it were not there."""
    only = _text(given, "only")
    most = _number(given, "most", MOST_POINTS)
    return Filter(
        text=_text(given, "text"),
        only=only if only in ONLY else "",
        pipeline=bool(_text(given, "pipeline")) or only == PIPELINE,
        owner=_text(given, "owner"),
        industry=_text(given, "industry"),
        country=_text(given, "country"),
        list=_text(given, "list"),
        moved=_number(given, "moved", MOST_POINTS) or 0,
        least=max(0, _number(given, "least", MOST_POINTS) or 0),
        most=most if most is not None and most >= 0 else None,
        days=max(0, _number(given, "days", MOST_DAYS) or 0),
        score=_text(given, "score"),
    )


def as_json(choice: Choice) -> dict[str, Any]:
    """As a saved view and a list keep it."""
    kept = {name: getattr(choice.filter, name) for name in choice.filter.kept}
    return kept | ({"order": choice.order} if choice.order != ORDERS[0] else {})


def from_json(kept: Mapping[str, Any]) -> Choice:
    """What `as_json` wrote, by this version or another."""
    order = kept.get("order")
    return Choice(read(kept), order if order in ORDERS else ORDERS[0])


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    text = "" if value is None or value is False else str(value)
    return " ".join(text.replace("\0", " ").split())[:LONGEST]


def _number(given: Mapping[str, Any], name: str, most: int) -> int | None:
    """A whole number with its sign; None for anything else."""
    text = _text(given, name).replace("\N{MINUS SIGN}", "-")
    digits = text.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
        return None
    value = min(int(digits), most)
    return -value if text.startswith("-") else value
