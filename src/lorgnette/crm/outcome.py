"""What a synchronisation tells while it runs and when it is over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """`rows_expected` counts the rows of all kinds together."""

    kind: str
    rows_read: int
    rows_expected: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """Rows of one kind. For activities `same` are those that were known, and none is `gone`.

    `before`: how many were mirrored and present when the run began.
    """

    kind: str
    before: int = 0
    given: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A kind that came back empty or below half: how many are mirrored, how many there are now."""

    kind: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run. `state`: wanted, running, done, held, left, failed, or busy (another one runs).

    `failure` is an English sentence of the catalogue, filled from `failure_values` after
    translation; `failure_passes`: it may pass by itself and is tried again.
    """

    ref: str
    state: str
    started_at: datetime
    finished_at: datetime | None = None
    kind_now: str = ""
    rows_read: int = 0
    rows_expected: int = 0
    counts: tuple[KindCount, ...] = ()
    problems: int = 0
    held: tuple[Shrunk, ...] = ()
    failure: str = ""
    failure_values: Mapping[str, object] = field(default_factory=dict)
    failure_passes: bool = True
