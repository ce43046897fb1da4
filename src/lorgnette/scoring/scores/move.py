"""Moves a score up or down the list, in which order pages offer them."""

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.scoring.models import ScoreModel
from lorgnette.scoring.scores.rows import SUBJECT, held_rows, name_of, row_of, used


def move(actor: Actor, ref: str, *, up: bool) -> None:
    """One place; at the end of the list it stays. Raises `ScoreMissing`."""
    with transaction.atomic():
        rows = used(held_rows())
        row = row_of(rows, ref)
        place = rows.index(row)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(rows):
            return
        rows[place], rows[other] = rows[other], rows[place]
        for number, one in enumerate(rows, 1):
            ScoreModel.objects.filter(pk=one.pk).update(place=number)
        record(
            "scoring.score_moved",
            actor,
            subject_kind=SUBJECT,
            subject_ref=row.public_id or "",
            values={"name": name_of(row), "place": other + 1},
        )
