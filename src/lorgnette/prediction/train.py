"""Trains where it is due: every week, or as somebody asked."""

import time
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.prediction.definition import stored
from lorgnette.prediction.examine import Examined, examine
from lorgnette.prediction.models import Switch, Training
from lorgnette.prediction.switch import SUBJECT, THE_SWITCH, State, state

EVERY = timedelta(days=7)
# A year and a half of weeks: older ones are forgotten.
KEPT = 80


def train_due() -> bool:
    """Whether a training was made. One caller at a time.

    It reads without holding anybody up; where it was turned off meanwhile nothing is kept.
    """
    now = state()
    if not now.is_on or not _is_due(now):
        return False
    began = time.perf_counter()
    found = examine()
    return _keep(found, now, time.perf_counter() - began)


def _is_due(now: State) -> bool:
    if now.asked_at is not None:
        return True
    last = Training.objects.order_by("-pk").values_list("at", flat=True).first()
    return last is None or clock.now() - last >= EVERY


def _keep(found: Examined, began: State, seconds: float) -> bool:
    with transaction.atomic():
        row = Switch.objects.select_for_update().filter(pk=THE_SWITCH, is_on=True).first()
        if row is None:
            return False
        if row.asked_at == began.asked_at:
            row.asked_at, row.asked_by = None, ""
            row.save()
        made = _row(found, began, seconds)
        old = Training.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:]
        Training.objects.filter(pk__in=list(old)).delete()
        record(
            "prediction.trained",
            SYSTEM,
            subject_kind=SUBJECT,
            subject_ref=str(made.pk),
            values={"verdict": made.verdict, "won": made.won, "lost": made.lost},
        )
    return True


def _row(found: Examined, began: State, seconds: float) -> Training:
    trial = found.trial
    return Training.objects.create(
        at=clock.now(),
        by=began.asked_by,
        seconds=seconds,
        won=found.won,
        lost=found.lost,
        judged_won=trial.won,
        judged_lost=trial.lost,
        skill=trial.skill,
        bound=trial.bound,
        verdict=found.verdict,
        learned=stored(found.fitted) if found.fitted else None,
        groups=[asdict(group) for group in trial.groups],
    )
