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
from lorgnette.scoring.model import SHIPPED
from lorgnette.scoring.models import BUILDING, LIVE, OLD, ScoreModel, ScoreVersion
from lorgnette.scoring.versions import FIRST, THE_MODEL

SUBJECT = "score_model"
# The names of the version that comes with the product.
FIRST_NAMES = {"name_en": "Score", "name_fr": "Score"}


class ScoreVersionMissing(Refusal):
    code = "score_version_missing"
    words = _("There is no such version.")
    status = 404


class ScoreChangedMeanwhile(Refusal):
    code = "score_model_changed_meanwhile"
    words = _("Somebody else published a version meanwhile. Nothing was saved; look at theirs.")
    status = 409


def publish(actor: Actor, draft: Draft, *, seen: int) -> int:
    """The draft becomes the next version; its number.

    `seen` is the number of the version that was edited. Raises `ModelRefused`,
    `ScoreChangedMeanwhile`.
    """
    check(draft)
    with transaction.atomic():
        model = _held()
        if _latest(model).number != seen:
            raise ScoreChangedMeanwhile
        version = _next(actor, model, draft)
        _tell(actor, "scoring.model_published", version)
    return version.number


def roll_back(actor: Actor, number: int) -> int:
    """What an earlier version said becomes the next; its number. Raises `ScoreVersionMissing`."""
    with transaction.atomic():
        model = _held()
        row = model.versions.filter(number=number).first()
        if row is None:
            raise ScoreVersionMissing
        said = Draft(name_en=row.name_en, name_fr=row.name_fr, model=of_stored(row.definition))
        version = _next(actor, model, said)
        _tell(actor, "scoring.model_rolled_back", version, to=number)
    return version.number


def _held() -> ScoreModel:
    """The model's row, for the caller alone; with it the version that came with the product."""
    ScoreModel.objects.get_or_create(pk=THE_MODEL)
    model = ScoreModel.objects.select_for_update().get(pk=THE_MODEL)
    first = {"definition": stored(SHIPPED), "state": LIVE} | FIRST_NAMES
    ScoreVersion.objects.get_or_create(model=model, number=FIRST, defaults=first)
    return model


def _latest(model: ScoreModel) -> ScoreVersion:
    return model.versions.order_by("-number")[0]


def _next(actor: Actor, model: ScoreModel, said: Draft) -> ScoreVersion:
    """One that was still being computed is never shown."""
    number = _latest(model).number + 1
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
    values = {"name": version.name_en, "version": version.number} | more
    record(verb, actor, subject_kind=SUBJECT, subject_ref=str(version.number), values=values)
