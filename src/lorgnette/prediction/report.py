"""Reads prediction for those who administer it: on or off, what the last training found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.prediction.definition import of_stored
from lorgnette.prediction.facts import CHARACTERISTICS
from lorgnette.prediction.fit import OTHER
from lorgnette.prediction.models import Training
from lorgnette.prediction.switch import JOB, State, state
from lorgnette.prediction.trial import Group
from lorgnette.workspace import troubles
from lorgnette.workspace.troubles import JobTrouble

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Trained:
    """A training: `by` "" was made as every week. See `Training`."""

    at: datetime
    by: str
    seconds: float
    won: int
    lost: int
    judged_won: int
    judged_lost: int
    skill: float | None
    bound: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Weight:
    """What a level of a characteristic adds, in log-odds."""

    name: str
    level: str
    odds: float


@dataclass(frozen=True, slots=True)
class Report:
    """`last` and the `earlier` trainings, newest first; `groups` and `weights` are the last's.

    `trouble`: the training that is due fails.
    """

    state: State
    trouble: JobTrouble | None
    last: Trained | None
    earlier: Sequence[Trained]
    groups: Sequence[Group]
    weights: Sequence[Weight]


def report() -> Report:
    """As it is now."""
    rows = list(Training.objects.order_by("-pk")[:SHOWN])
    if not rows:
        return Report(state(), troubles.of(JOB), None, [], [], [])
    last, *earlier = rows
    return Report(
        state=state(),
        trouble=troubles.of(JOB),
        last=_trained(last),
        earlier=[_trained(row) for row in earlier],
        groups=[Group(**group) for group in last.groups],
        weights=_weights(last),
    )


def _trained(row: Training) -> Trained:
    return Trained(
        at=row.at,
        by=row.by,
        seconds=row.seconds,
        won=row.won,
        lost=row.lost,
        judged_won=row.judged_won,
        judged_lost=row.judged_lost,
        skill=row.skill,
        bound=row.bound,
        verdict=row.verdict,
    )


def _weights(row: Training) -> list[Weight]:
    if row.learned is None:
        return []
    fitted = of_stored(row.learned)
    found = []
    for name in CHARACTERISTICS:
        of = fitted.weights.get(name, {})
        found += [Weight(name, level, odds) for level, odds in of.items() if level != OTHER]
    return found
