"""Deletes what is older than the trail is kept; a checkpoint says where the chain goes on from.

Only what holds is deleted: a part that somebody edited stays, so that it can be found.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lorgnette.audit.digests import checkpoint_mac
from lorgnette.audit.models import Checkpoint, Detail, Entry
from lorgnette.audit.verify import Fault, Steps, at_the_beginning, beginning, step
from lorgnette.kernel import clock

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Pruned:
    """`count` events were deleted, through place `seq`; `fault` is what stopped it, if any."""

    count: int
    seq: int
    fault: Fault | None = None


def count_before(at: datetime) -> int:
    """How many events are older."""
    return Entry.objects.filter(at__lt=at).exclude(seq=None).count()


def prune(before: datetime, go_on: Callable[[], bool] = lambda: True) -> Pruned:
    """Deletes sealed events older than `before`, oldest first; one caller at a time.

    Stops at the first that is newer, at what does not hold, or when `go_on` says no.
    """
    count, done = 0, Pruned(0, 0)
    while go_on():
        done = _chunk(before)
        count += done.count
        if not done.count or done.fault:
            break
    return Pruned(count, done.seq, done.fault)


def _chunk(before: datetime) -> Pruned:
    with transaction.atomic():
        start = beginning()
        walk = Steps(seq=start.seq, hash=start.hash) if start else Steps()
        faults = at_the_beginning(start)
        gone = [] if faults else _old(walk, before, faults)
        fault = faults[0] if faults else None
        if not gone:
            return Pruned(0, walk.seq, fault)
        Detail.objects.filter(entry_id__in=gone).delete()
        Entry.objects.filter(pk__in=gone).delete()
        _leave(walk)
    return Pruned(len(gone), walk.seq, fault)


def _old(walk: Steps, before: datetime, faults: list[Fault]) -> list[int]:
    """The chain's first events that are old and hold; `walk` ends at the last of them."""
    chain = Entry.objects.exclude(seq=None).select_related("detail").order_by("seq")
    gone: list[int] = []
    for entry in chain[:CHUNK]:
        if entry.at >= before:
            break
        ahead = Steps(seq=walk.seq, hash=walk.hash)
        faults.extend(step(ahead, entry))
        if faults:
            break
        walk.seq, walk.hash = ahead.seq, ahead.hash
        gone.append(entry.pk)
    return gone


def _leave(walk: Steps) -> None:
    mac = checkpoint_mac(settings.SEALING_SECRETS[0], walk.seq, walk.hash)
    values = {"seq": walk.seq, "hash": walk.hash, "mac": mac, "at": clock.now()}
    Checkpoint.objects.update_or_create(pk=1, defaults=values)
