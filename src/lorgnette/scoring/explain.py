"""What an account's score is made of, and why it moved: shares that sum exactly to what is shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TypeShare:
    """A type of activity's part of the score, in tenths; `count` of how many in the last year."""

    type: str
    tenths: int
    count: int
    people: int


@dataclass(frozen=True, slots=True)
class PersonShare:
    """A person's part of the score, in tenths; `person_id` is that of `accounts.models.Person`."""

    person_id: int
    tenths: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Explanation:
    """`by_type` and `by_person` each sum to `tenths`, the largest first; shares of 0 are left out."""

    tenths: int
    by_type: tuple[TypeShare, ...]
    by_person: tuple[PersonShare, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One line of “why it moved”, in tenths of the shown score.

    `kind` is `new` (activities of the last 7 days, of one `type`, by `people` persons; `person_id`
    if it was one alone) or `fade` (what is older counts less now; `type` is "" and `last_day` the
    day of the last activity before these 7 days). `count` is how many activities.
    """

    kind: str
    tenths: int
    type: str
    count: int
    people: int
    person_id: int | None
    last_day: date


@dataclass(frozen=True, slots=True)
class Movement:
    """`moves` sum to `change`: gains first, the largest first; moves of 0 are left out."""

    change: int
    moves: tuple[Move, ...]


def made_of(account_id: int) -> Explanation:
    """The parts of the account's shown score."""
    raise NotImplementedError


def moved(account_ids: Collection[int]) -> Mapping[int, Movement]:
    """Why each account's score changed over the last 7 days, by account id, in two queries."""
    raise NotImplementedError
