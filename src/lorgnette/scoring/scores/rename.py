"""Gives a score another name; its numbers stay."""

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.scoring.checks import check_names
from lorgnette.scoring.models import ScoreModel
from lorgnette.scoring.scores.rows import SUBJECT, held_rows, name_of, row_of


def rename(actor: Actor, ref: str, *, name_en: str, name_fr: str) -> None:
    """Raises `ModelRefused` beside each name, `ScoreMissing`."""
    check_names(name_en, name_fr)
    with transaction.atomic():
        row = row_of(held_rows(), ref)
        before = name_of(row)
        ScoreModel.objects.filter(pk=row.pk).update(name_en=name_en, name_fr=name_fr)
        record(
            "scoring.score_renamed",
            actor,
            subject_kind=SUBJECT,
            subject_ref=row.public_id or "",
            values={"name": name_en, "before": before},
        )
