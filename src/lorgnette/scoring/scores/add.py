"""Adds a score, which begins as the one that comes with the product or as a copy of another."""

from dataclasses import dataclass

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.scoring.checks import Draft, check
from lorgnette.scoring.definition import of_stored, stored
from lorgnette.scoring.model import SHIPPED, Model
from lorgnette.scoring.models import BUILDING, ScoreModel, ScoreVersion
from lorgnette.scoring.scores.rows import (
    SUBJECT,
    check_room,
    held_rows,
    latest,
    row_of,
    used,
)
from lorgnette.scoring.versions import FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScore:
    """`like` is the ref of the score to copy; "" for the one that comes with the product."""

    name_en: str
    name_fr: str
    like: str = ""


def add(actor: Actor, wanted: NewScore) -> str:
    """Its ref; the worker computes it. Raises `ModelRefused`, `ScoreMissing`, `TooManyScores`."""
    with transaction.atomic():
        rows = held_rows()
        said = Draft(
            name_en=wanted.name_en, name_fr=wanted.name_fr, model=_model(rows, wanted.like)
        )
        check(said)
        check_room(rows)
        row = _written(rows, said)
        ScoreVersion.objects.create(
            model=row,
            number=FIRST,
            name_en=said.name_en,
            name_fr=said.name_fr,
            definition=stored(said.model),
            published_at=clock.now(),
            published_by=actor.name,
            state=BUILDING,
        )
        values = {"name": said.name_en, "version": FIRST, "like": wanted.like}
        record(
            "scoring.score_added",
            actor,
            subject_kind=SUBJECT,
            subject_ref=row.public_id or "",
            values=values,
        )
    return row.public_id or ""


def _model(rows: list[ScoreModel], like: str) -> Model:
    return of_stored(latest(row_of(used(rows), like)).definition) if like else SHIPPED


def _written(rows: list[ScoreModel], said: Draft) -> ScoreModel:
    """At the end of the list. The ids are counted here: the first was given by a migration."""
    return ScoreModel.objects.create(
        pk=max(row.pk for row in rows) + 1,
        live=0,
        name_en=said.name_en,
        name_fr=said.name_fr,
        place=max(row.place for row in rows) + 1,
    )
