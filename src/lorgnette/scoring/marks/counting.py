"""Finds where brackets begin and how many fall into each: walks of indexes, no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lorgnette.scoring.marks.rules import (
    ACCOUNT_RELATIVE,
    ACCOUNT_URGENCY,
    FIXED,
    NEVER,
    PERSON_RELATIVE,
    PERSON_URGENCY,
    SCALES,
    Bounds,
    Rules,
    Scale,
    Three,
    fixed_bounds,
    least_of,
    place_of,
)
from lorgnette.scoring.models import AccountScore, PersonScore

_COLUMNS: Mapping[str, tuple[type[AccountScore] | type[PersonScore], str]] = {
    ACCOUNT_URGENCY: (AccountScore, "change"),
    ACCOUNT_RELATIVE: (AccountScore, "tenths"),
    PERSON_URGENCY: (PersonScore, "change"),
    PERSON_RELATIVE: (PersonScore, "points"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of the `total` that stand or rise at all have three marks, two and one."""

    total: int
    three: int
    two: int
    one: int


def bounds_of(rules: Rules) -> Bounds:
    """As the scores are now."""
    return Bounds(**{name: _bounds(name, getattr(rules, name)) for name in SCALES})


def counts_of(bounds: Bounds) -> dict[str, Counted]:
    """By the name of the scale."""
    return {name: _counted(name, getattr(bounds, name)) for name in SCALES}


def any_stands() -> bool:
    """Whether there is anything to set brackets by."""
    return _values(ACCOUNT_RELATIVE).exists()


def _values(name: str, least: int = 0) -> QuerySet[Any, int]:
    """Those that have any mark to win, the highest first."""
    model, column = _COLUMNS[name]
    rows: QuerySet[Any] = model._default_manager.filter(
        **{f"{column}__gte": max(least, least_of(name))}
    )
    return rows.order_by(f"-{column}").values_list(column, flat=True)


def _bounds(name: str, scale: Scale) -> Three:
    if scale.mode == FIXED:
        return fixed_bounds(scale)
    values = _values(name)
    total = values.count()
    three, two, one = (_value_at(values, place_of(share, total)) for share in scale.shares)
    return three, two, one


def _value_at(values: QuerySet[Any, int], place: int) -> int:
    """The value of the `place`th from the top, from 1."""
    if not place:
        return NEVER
    return next(iter(values[place - 1 : place]), NEVER)


def _counted(name: str, bounds: Three) -> Counted:
    three, two, one = (_values(name, bound).count() for bound in bounds)
    return Counted(_values(name).count(), three, two - three, one - two)
