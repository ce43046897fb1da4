"""The explanation of a score as its row keeps it: lists of bare values, and back."""

from datetime import date
from typing import Any

from lorgnette.scoring.explained import Explained, Happened, Move, TypeShare
from lorgnette.scoring.models import ScoreDetail


def as_row(account_id: int, found: Explained, version: int = 1) -> ScoreDetail:
    """Without the persons, who have rows of their own."""
    return ScoreDetail(
        score_id=account_id,
        day=found.day,
        tenths=found.tenths,
        change=found.change,
        version=version,
        people=len(found.persons),
        types=[[one.type, one.tenths, one.count, one.people] for one in found.types],
        moves=[_move_as_list(move) for move in found.moves],
        days=list(found.days),
        weeks=[[week.activities, week.people] for week in found.weeks],
        raw=found.raw,
        raw_before=found.raw_before,
    )


def types(kept: list[list[Any]]) -> tuple[TypeShare, ...]:
    return tuple(TypeShare(*values) for values in kept)


def moves(kept: list[list[Any]]) -> tuple[Move, ...]:
    return tuple(_move(*values) for values in kept)


def weeks(kept: list[list[int]]) -> tuple[Happened, ...]:
    return tuple(Happened(*values) for values in kept)


def _move(
    kind: str, tenths: int, of: str, count: int, people: int, who: int | None, last: str
) -> Move:
    return Move(kind, tenths, of, count, people, who, date.fromisoformat(last))


def _move_as_list(move: Move) -> list[Any]:
    values = move.kind, move.tenths, move.type, move.count, move.people, move.person_id
    return [*values, move.last_day.isoformat()]
