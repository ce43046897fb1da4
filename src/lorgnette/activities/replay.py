"""Tries dead events again: after a limit was raised, a source switched on, a fault mended."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from lorgnette.activities.collect import take_one
from lorgnette.activities.dead import DeadEventMissing
from lorgnette.activities.incoming import Incoming, read_all
from lorgnette.activities.models import DeadEvent, EventSource
from lorgnette.activities.segment_body import Body
from lorgnette.activities.source_keys import Sender, sender
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor

# Of one press: it takes a few seconds.
MOST = 500


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many were tried, how many were taken, and how many like them are left to try."""

    count: int
    taken: int
    left: int = 0


def replay(actor: Actor, refs: Sequence[str]) -> Replayed:
    """These, at most `MOST`. Raises `DeadEventMissing` where none of them is there."""
    rows = DeadEvent.objects.filter(public_id__in=list(refs)[:MOST], whole=True)
    found = list(rows.order_by("received_at", "pk"))
    if not found:
        raise DeadEventMissing
    return _replayed(actor, found)


def replay_like(actor: Actor, *, source_ref: str = "", reason: str = "") -> Replayed:
    """The oldest `MOST` of one source and one reason, or of all, that were never tried again."""
    began = clock.now()
    rows = DeadEvent.objects.filter(whole=True, replayed_at=None)
    if source_ref:
        rows = rows.filter(source__public_id=source_ref)
    if reason:
        rows = rows.filter(reason=reason)
    found = list(rows.filter(received_at__lte=began).order_by("received_at", "pk")[:MOST])
    done = _replayed(actor, found)
    return replace(done, left=rows.count())


def _replayed(actor: Actor, rows: Sequence[DeadEvent]) -> Replayed:
    total = 0
    for source_id in sorted({row.source_id for row in rows}):
        row = EventSource.objects.select_related("source").get(pk=source_id)
        of_it = [one for one in rows if one.source_id == source_id]
        from_it = sender(row)
        taken = sum(_taken(from_it, one) for one in of_it)
        _record(actor, row, len(of_it), taken)
        total += taken
    return Replayed(len(rows), total)


def _taken(from_it: Sender, grave: DeadEvent) -> bool:
    """As if it came when it came; dead again, it stays with what is wrong with it now."""
    at = clock.now()
    one = _incoming(from_it, grave)
    with transaction.atomic():
        if one.event is not None:
            took = take_one(from_it, one, at, grave.sent_at)
            one = one.failed(took.rejected[0].reason) if took.rejected else one
        if one.event is None:
            DeadEvent.objects.filter(pk=grave.pk).update(reason=one.reason, replayed_at=at)
            return False
        DeadEvent.objects.filter(pk=grave.pk).delete()
    return True


def _incoming(from_it: Sender, grave: DeadEvent) -> Incoming:
    body = Body([json.loads(grave.payload)], grave.sent_at, "")
    one = read_all(body, grave.received_at, from_it.back_days)[0]
    return replace(one, id_hash=bytes(grave.id_hash))


def _record(actor: Actor, row: EventSource, count: int, taken: int) -> None:
    values = {"name": row.source.name, "count": count, "taken": taken}
    record(
        "source.replayed",
        actor,
        subject_kind="event_source",
        subject_ref=row.public_id,
        values=values,
    )
