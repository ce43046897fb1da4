"""Verifies the chain when somebody asks for it, and keeps what was found and how far it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lorgnette.audit.models import Entry, Head, Walk
from lorgnette.audit.record import record
from lorgnette.audit.verify import Fault, beginning, verify
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM, Actor

FAULTS_KEPT = 50
# A walk that nobody asked for, every day.
EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChainState:
    """What is known of the chain. `seq` is the place verified through, None where it never was.

    `walked` of `expected` events while `is_running`; `waiting` are not yet sealed.
    """

    sealed: int
    waiting: int
    pruned: int
    seq: int | None
    at: datetime | None
    is_running: bool
    walked: int
    expected: int
    faults: tuple[Fault, ...]
    fault_count: int


def state() -> ChainState:
    """In four cheap reads."""
    walk = Walk.objects.filter(pk=1).first()
    head = Head.objects.filter(pk=1).first()
    start = beginning()
    pruned = start.seq if start else 0
    return ChainState(
        sealed=(head.seq if head else 0) - pruned,
        waiting=Entry.objects.filter(seq=None).count(),
        pruned=pruned,
        seq=walk.seq if walk and walk.finished_at else None,
        at=walk.finished_at if walk else None,
        is_running=walk is not None and walk.is_open,
        walked=walk.walked if walk else 0,
        expected=walk.expected if walk else 0,
        faults=tuple(Fault(*fault) for fault in walk.faults) if walk else (),
        fault_count=walk.fault_count if walk else 0,
    )


def ask(actor: Actor) -> None:
    """Wants the chain verified now; the worker does it. Asked for twice it is done once."""
    with transaction.atomic():
        walk = Walk.objects.select_for_update().filter(pk=1).first()
        if walk and walk.is_open:
            return
        Walk.objects.update_or_create(
            pk=1,
            defaults={"is_open": True, "asked_at": clock.now(), "started_at": None, "walked": 0},
        )
        record("audit.verify_asked", actor, subject_kind="audit", subject_ref="trail")


def verify_due() -> None:
    """Verifies if it was asked for, or not done since yesterday; one caller at a time."""
    walk = Walk.objects.filter(pk=1).first()
    head = Head.objects.filter(pk=1).first()
    if head is None or (walk and not walk.is_open and not _is_stale(walk)):
        return
    now, start = clock.now(), beginning()
    Walk.objects.update_or_create(
        pk=1,
        defaults={
            "is_open": True,
            "asked_at": walk.asked_at if walk else now,
            "started_at": now,
            "walked": 0,
            "expected": head.seq - (start.seq if start else 0),
        },
    )
    _finish()


def _is_stale(walk: Walk) -> bool:
    return walk.finished_at is None or abs(clock.now() - walk.finished_at) >= EVERY


def _finish() -> None:
    verdict = verify(_tell)
    kept = [[f.seq, f.kind, f.ref] for f in verdict.faults[:FAULTS_KEPT]]
    with transaction.atomic():
        Walk.objects.filter(pk=1).update(
            is_open=False,
            finished_at=clock.now(),
            seq=verdict.seq,
            walked=verdict.sealed,
            faults=kept,
            fault_count=len(verdict.faults),
        )
        if verdict.faults:
            values = {"faults": len(verdict.faults), "first": kept[0]}
            record("audit.broken", SYSTEM, subject_kind="audit", subject_ref="trail", values=values)


def _tell(walked: int) -> None:
    Walk.objects.filter(pk=1).update(walked=walked)
