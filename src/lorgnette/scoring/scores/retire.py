"""Retires a score: pages show it no more; and brings one back, computed anew."""

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.models import BUILDING, LIVE, OLD, FurtherScore, ScoreModel
from lorgnette.scoring.scores.rows import (
    SUBJECT,
    check_room,
    held_rows,
    latest,
    name_of,
    row_of,
    used,
)


class PrimaryStays(Refusal):
    code = "score_primary_stays"
    words = _("This is the score that lists rank by. Make another one primary first.")
    status = 409


def retire(actor: Actor, ref: str) -> None:
    """Its versions are kept. Raises `ScoreMissing`, `PrimaryStays`."""
    with transaction.atomic():
        row = row_of(used(held_rows()), ref)
        if row.is_primary or row.primary_asked_at:
            raise PrimaryStays
        ScoreModel.objects.filter(pk=row.pk).update(retired_at=clock.now())
        _tell("scoring.score_retired", actor, row)


def bring_back(actor: Actor, ref: str) -> None:
    """Its latest version is computed as when it was published.

    Raises `ScoreMissing`, `TooManyScores`.
    """
    with transaction.atomic():
        rows = held_rows()
        row = row_of(rows, ref)
        if row.retired_at is None:
            return
        check_room(rows)
        row.versions.filter(state__in=(LIVE, BUILDING)).update(state=OLD)
        row.versions.filter(pk=latest(row).pk).update(state=BUILDING)
        last = max(one.place for one in rows)
        ScoreModel.objects.filter(pk=row.pk).update(retired_at=None, live=0, place=last + 1)
        _tell("scoring.score_brought_back", actor, row)


def clear() -> bool:
    """Takes away the numbers of retired scores; whether there were any."""
    retired = ScoreModel.objects.filter(retired_at__isnull=False, live__gt=0)
    pk = retired.values_list("pk", flat=True).first()
    if pk is None:
        return False
    with transaction.atomic():
        if ScoreModel.objects.select_for_update().get(pk=pk).retired_at:
            FurtherScore.objects.filter(model=pk).delete()
            ScoreModel.objects.filter(pk=pk).update(live=0)
    return True


def _tell(verb: str, actor: Actor, row: ScoreModel) -> None:
    ref, values = row.public_id or "", {"name": name_of(row)}
    record(verb, actor, subject_kind=SUBJECT, subject_ref=ref, values=values)
