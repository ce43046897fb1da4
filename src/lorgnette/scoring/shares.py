"""Divides a score, and its change, into shares that sum exactly to what is shown. Pure."""

import math
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from lorgnette.kernel.shares import apportion
from lorgnette.scoring.model import SHIPPED, Model, Tally, by_person, kept

K = TypeVar("K", bound=Hashable)


class Weighed(NamedTuple):
    """What each tally adds to R, in points, and R itself in the model's units."""

    parts: list[float]
    raw: int


def weighed(tallies: Sequence[Tally], today: date, model: Model = SHIPPED) -> Weighed:
    """At the end of `today`; a capped person's tallies shrink alike."""
    left, cap, unit = kept(tallies, today, model), model.most_a_person, model.unit
    persons = by_person(tallies, left)
    scale = {person: min(1.0, cap / points) / unit for person, points in persons.items() if points}
    parts = [points * scale.get(row[0], 0.0) for row, points in zip(tallies, left, strict=True)]
    return Weighed(parts, sum(min(points, cap) for points in persons.values()))


def score_shares(parts_of: Mapping[K, float], tenths: int) -> dict[K, int]:
    """Shares of a score of `tenths` by key, proportional to their parts of R."""
    total = math.fsum(parts_of.values())
    scale = tenths / total if total else 0.0
    shares = apportion([part * scale for part in parts_of.values()], tenths)
    return dict(zip(parts_of, shares, strict=True))


def change_shares(gain_of: Mapping[K, float], change: int, slope: float) -> dict[K, int]:
    """Shares of a change of `change` tenths by key; `slope` is tenths per point of R."""
    shares = apportion([gain * slope for gain in gain_of.values()], change)
    return dict(zip(gain_of, shares, strict=True))


def slope(raw_now: int, raw_then: int, model: Model = SHIPPED) -> float:
    """How many tenths of the shown score a point of R was worth between the two R.

    The shown score is a curve: its mean steepness between them divides the change so that the
    lines sum to it.
    """
    if model.is_sum:
        return 10.0
    now, then, scale = raw_now / model.unit, raw_then / model.unit, model.scale
    if math.isclose(now, then, rel_tol=1e-9, abs_tol=1e-9):
        return 1000 / scale * math.exp(-now / scale)
    return 1000 * (math.exp(-then / scale) - math.exp(-now / scale)) / (now - then)
