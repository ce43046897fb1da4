"""Stores activities once, and rolls them up by workspace day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An activity as a source gives it; `at` is aware, the account and person are known."""

    external_id: str
    account_id: int
    person_id: int
    type: str
    at: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many were new and how many the source gave before; which accounts got new ones."""

    new: int
    known: int
    account_ids: frozenset[int]


def store(source_id: int, rows: Sequence[Given]) -> Stored:
    """In the caller's transaction; about 1,000 at a time."""
    raise NotImplementedError
