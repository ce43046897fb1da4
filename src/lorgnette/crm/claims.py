"""One run at a time a source: who has it, its signs of life, its end."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from lorgnette.audit.record import record
from lorgnette.crm.due import SILENT
from lorgnette.crm.models import FAILED, RUNNING, WANTED, SyncRun
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM

# What a run ends with whose process was killed or stopped: a code of `crm.words`.
INTERRUPTED = "interrupted"


class Superseded(Exception):
    """Another process took the run over: this one was silent for too long."""


def claim(source_id: int) -> SyncRun | None:
    """The run that is now the caller's; None where another process is at it.

    A run that somebody wants is taken; one whose process died is closed and begun anew, with
    what an administrator had accepted for it.
    """
    with transaction.atomic():
        active = SyncRun.objects.filter(source=source_id, state__in=[WANTED, RUNNING]).first()
        if active is None:
            return _begun(source_id, {})
        if active.state == WANTED:
            return _taken(active)
        return _begun(source_id, active.accepts) if _closed_dead(active) else None


def beat(run: SyncRun, **fields: object) -> None:
    """A sign of life with what is known by now. Raises `Superseded`."""
    _still_mine(run, beat_at=clock.now(), **fields)


def end(run: SyncRun, state: str, **fields: object) -> None:
    """Raises `Superseded`."""
    at = clock.now()
    _still_mine(run, state=state, beat_at=at, finished_at=at, kind_now="", **fields)


def _still_mine(run: SyncRun, **fields: object) -> None:
    if not SyncRun.objects.filter(pk=run.pk, state=RUNNING).update(**fields):
        raise Superseded
    for name, value in fields.items():
        setattr(run, name, value)


def _begun(source_id: int, accepts: Mapping[str, int]) -> SyncRun | None:
    at = clock.now()
    try:
        with transaction.atomic():
            return SyncRun.objects.create(
                source_id=source_id,
                state=RUNNING,
                started_at=at,
                beat_at=at,
                accepts=dict(accepts),
            )
    except IntegrityError:
        return None


def _taken(run: SyncRun) -> SyncRun | None:
    at = clock.now()
    mine = SyncRun.objects.filter(pk=run.pk, state=WANTED)
    if not mine.update(state=RUNNING, started_at=at, beat_at=at):
        return None
    run.refresh_from_db()
    return run


def _closed_dead(run: SyncRun) -> bool:
    at = clock.now()
    dead = SyncRun.objects.filter(pk=run.pk, state=RUNNING, beat_at__lt=at - SILENT)
    if not dead.update(state=FAILED, finished_at=at, failure=INTERRUPTED, kind_now=""):
        return False
    values = {"run": run.public_id, "failure": INTERRUPTED}
    ref = run.source.public_id
    record("sync.failed", SYSTEM, subject_kind="source", subject_ref=ref, values=values)
    return True
