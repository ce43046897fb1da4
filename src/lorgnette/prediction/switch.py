"""Turns prediction on and off, and asks for a training."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.prediction.models import Switch
from lorgnette.workspace import troubles

THE_SWITCH = 1
SUBJECT = "prediction"
# What the worker calls the training, and its troubles.
JOB = "learn which deals are won"


class PredictionOff(Refusal):
    code = "prediction_off"
    words = _("Prediction is off. Turn it on first.")
    status = 409


@dataclass(frozen=True, slots=True)
class State:
    """`asked_at`: a training was asked for and has not ended yet."""

    is_on: bool
    asked_at: datetime | None
    asked_by: str


def state() -> State:
    """As it is now; off where nobody ever turned it on."""
    row = Switch.objects.filter(pk=THE_SWITCH).first()
    return State(row.is_on, row.asked_at, row.asked_by) if row else State(False, None, "")


def turn_on(actor: Actor) -> None:
    """From the next training on, which begins at once; nothing where it is on."""
    with transaction.atomic():
        row = _held()
        if row.is_on:
            return
        troubles.over(JOB)
        row.is_on, row.asked_at, row.asked_by = True, clock.now(), actor.name
        row.save()
        record("prediction.turned_on", actor, subject_kind=SUBJECT, subject_ref="")


def turn_off(actor: Actor) -> None:
    """No number is shown from now on; nothing where it is off."""
    with transaction.atomic():
        row = _held()
        if not row.is_on:
            return
        row.is_on, row.asked_at, row.asked_by = False, None, ""
        row.save()
        record("prediction.turned_off", actor, subject_kind=SUBJECT, subject_ref="")


def ask(actor: Actor) -> None:
    """The worker trains as soon as it can, even if it failed lately. Raises `PredictionOff`."""
    with transaction.atomic():
        row = _held()
        if not row.is_on:
            raise PredictionOff
        troubles.over(JOB)
        if row.asked_at is None:
            row.asked_at, row.asked_by = clock.now(), actor.name
            row.save()
            record("prediction.training_asked", actor, subject_kind=SUBJECT, subject_ref="")


def _held() -> Switch:
    Switch.objects.get_or_create(pk=THE_SWITCH)
    return Switch.objects.select_for_update().get(pk=THE_SWITCH)
