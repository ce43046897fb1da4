"""Publishes a model: a change, or an earlier version again. The worker then scores by it."""

from typing import Any

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.checks import Draft, check
from lorgnette.scoring.definition import of_stored, stored
from lorgnette.scoring.models import BUILDING, OLD, ScoreModel, ScoreVersion
from lorgnette.scoring.scores.rows import (
    PRIMARY,
    SUBJECT,
    held_rows,
    latest,
    next_number,
    row_of,
    used,
)


class ScoreVersionMissing(Refusal):
    code = "score_version_missing"
    words = _("There is no such version.")
    status = 404


class ScoreChangedMeanwhile(Refusal):
    code = "score_model_changed_meanwhile"
    words = _("Somebody else published a version meanwhile. Nothing was saved; look at theirs.")
    status = 409


def publish(actor: Actor, draft: Draft, *, seen: int, ref: str = PRIMARY) -> int:
    """The draft becomes the score's next version, and names it; the number.

    `seen` is the number of the version that was edited. Raises `ModelRefused`, `ScoreMissing`,
    `ScoreChangedMeanwhile`.
    """
    check(draft)
    with transaction.atomic():
        row = row_of(used(held_rows()), ref)
        if latest(row).number != seen:
            raise ScoreChangedMeanwhile
        version = _next(actor, row, draft)
        names = {"name_en": draft.name_en, "name_fr": draft.name_fr}
        ScoreModel.objects.filter(pk=row.pk).update(**names)
        _tell(actor, "scoring.model_published", version)
    return version.number


def roll_back(actor: Actor, number: int, *, ref: str = PRIMARY) -> int:
    """What an earlier version said becomes the next; its number.

    Raises `ScoreMissing`, `ScoreVersionMissing`.
    """
    with transaction.atomic():
        model = row_of(used(held_rows()), ref)
        row = model.versions.filter(number=number).first()
        if row is None:
            raise ScoreVersionMissing
        said = Draft(name_en=row.name_en, name_fr=row.name_fr, model=of_stored(row.definition))
        version = _next(actor, model, said)
        _tell(actor, "scoring.model_rolled_back", version, to=number)
    return version.number


def _next(actor: Actor, model: ScoreModel, said: Draft) -> ScoreVersion:
    """One that was still being computed is never shown."""
    number = next_number(model)
    model.versions.filter(state=BUILDING).update(state=OLD)
    return ScoreVersion.objects.create(
        model=model,
        number=number,
        name_en=said.name_en,
        name_fr=said.name_fr,
        definition=stored(said.model),
        published_at=clock.now(),
        published_by=actor.name,
        state=BUILDING,
    )


def _tell(actor: Actor, verb: str, version: ScoreVersion, **more: Any) -> None:
    ref = version.model.public_id or ""
    values = {"name": version.name_en, "version": version.number} | more
    record(verb, actor, subject_kind=SUBJECT, subject_ref=ref, values=values)
