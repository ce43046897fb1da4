"""Where the brackets begin, as pages read it, and keeps that near the scores."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from lorgnette.kernel import clock
from lorgnette.scoring.marks.counting import any_stands, bounds_of
from lorgnette.scoring.marks.rules import NOWHERE, Bounds, Rules, bounds_of_stored, of_stored
from lorgnette.scoring.models import Brackets, ScoredDay, ScoreVersion
from lorgnette.scoring.versions import primary_id

THE_ROW = 1
# Ordinary events move the bounds so little that nobody waits for them longer than this.
AFTER = timedelta(minutes=5)
_OF = "of"


def bounds() -> Bounds:
    """One row: nothing is counted."""
    kept = Brackets.objects.filter(pk=THE_ROW).values_list("bounds", flat=True).first()
    return bounds_of_stored(kept) if kept else NOWHERE


def rules_of(row: Brackets | None) -> Rules:
    return of_stored(row.rules if row else {})


def refresh_due() -> bool:
    """Finds them anew where that is due; whether it was. One caller at a time.

    Due: never found yet, a new day's scores, a version of the score brought in or told in full,
    the first scores there are, and else five minutes after the last time.
    """
    row, of = Brackets.objects.filter(pk=THE_ROW).first(), _of_what()
    if row is not None and not _is_due(row, of):
        return False
    found = as_kept(bounds_of(rules_of(row)), of)
    if row is None:
        row, _made = Brackets.objects.get_or_create(pk=THE_ROW)
    # Rules that were saved meanwhile have bounds of their own.
    same = Brackets.objects.filter(pk=THE_ROW, number=row.number)
    same.update(bounds=found, computed_at=clock.now())
    return True


def as_kept(found: Bounds, of: list[Any] | None = None) -> dict[str, Any]:
    """With what they are of, so that a change of that is seen."""
    return asdict(found) | {_OF: _of_what() if of is None else of}


def _is_due(row: Brackets, of: list[Any]) -> bool:
    if row.computed_at is None or row.bounds.get(_OF) != of:
        return True
    if row.computed_at <= clock.now() - AFTER:
        return True
    return bounds_of_stored(row.bounds) == NOWHERE and any_stands()


def _of_what() -> list[Any]:
    """The day of all scores, and how far the primary score's latest version has come."""
    day = ScoredDay.objects.order_by("-day").values_list("day", flat=True).first()
    latest = ScoreVersion.objects.filter(model=primary_id()).order_by("-number").first()
    if latest is None:
        return [day.isoformat() if day else ""]
    told = latest.reached >= latest.last
    return [day.isoformat() if day else "", latest.model_id, latest.number, latest.state, told]
