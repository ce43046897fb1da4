"""Walks the chain and says where it does not hold."""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet

from lorgnette.audit.digests import FIRST, checkpoint_mac, detail_digest, entry_hash, head_mac
from lorgnette.audit.models import Checkpoint, Detail, Entry, Head

# What can be wrong with a place in the chain.
EDITED, MISSING, DETAIL_EDITED, CUT, FORGED = "edited", "missing", "detail_edited", "cut", "forged"
# Of a gap, which somebody may have made as wide as they like.
NAMED_OF_A_GAP = 1000
CHUNK = 2000
# Retention that deletes during the walk makes it begin again.
BEGINNINGS = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is edited, missing, detail_edited, cut (the end of the chain is not as sealed) or
    forged (its beginning is not where retention left it).
    """

    seq: int
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`erased` counts sealed events whose personal detail was erased, which is lawful; `pruned`
    those that retention deleted; `seq` is the last place walked.
    """

    sealed: int
    waiting: int
    erased: int
    pruned: int
    seq: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass
class Steps:
    """Where the walk is: the last place and the hash stored there."""

    seq: int = 0
    hash: str = FIRST
    sealed: int = 0
    erased: int = 0
    tell: Callable[[int], None] = field(default=lambda _walked: None)


def verify(tell: Callable[[int], None] = lambda _walked: None) -> Verdict:
    """Reads the whole chain, also while it grows or is pruned; changes nothing.

    `tell` hears every now and then how many events have been walked.
    """
    verdict = _verify(tell)
    for _again in range(BEGINNINGS - 1):
        if verdict.holds or verdict.pruned == _pruned(beginning()):
            break
        verdict = _verify(tell)
    return verdict


def beginning() -> Checkpoint | None:
    """Where the chain begins, if retention deleted what was before."""
    return Checkpoint.objects.filter(pk=1).first()


def step(walk: Steps, entry: Entry) -> Iterator[Fault]:
    """Takes one place of the chain; what does not hold there."""
    seq = entry.seq or 0
    for missing in range(walk.seq + 1, min(seq, walk.seq + 1 + NAMED_OF_A_GAP)):
        yield Fault(missing, MISSING)
    gap = seq > walk.seq + 1
    if not gap and entry.hash != entry_hash(entry, seq, walk.hash):
        yield Fault(seq, EDITED, entry.public_id)
    detail = _detail(entry)
    if detail is None:
        walk.erased += 1
    elif detail_digest(detail.salt, detail.personal) != entry.detail_digest:
        yield Fault(seq, DETAIL_EDITED, entry.public_id)
    walk.seq, walk.hash, walk.sealed = seq, entry.hash, walk.sealed + 1
    if walk.sealed % CHUNK == 0:
        walk.tell(walk.sealed)


def at_the_beginning(start: Checkpoint | None) -> list[Fault]:
    """Whether the beginning is one that retention left."""
    if start is None or _genuine(checkpoint_mac, start):
        return []
    return [Fault(start.seq, FORGED)]


def _verify(tell: Callable[[int], None]) -> Verdict:
    start = beginning()
    walk = Steps(tell=tell)
    if start:
        walk.seq, walk.hash = start.seq, start.hash
    faults = at_the_beginning(start)
    faults += _walk_along(walk, Entry.objects.exclude(seq=None))
    head = _head()
    # What was sealed during the walk lies between its last step and the end just read.
    while head and walk.seq < head.seq and (new := _after(walk)).exists():
        faults += _walk_along(walk, new)
        head = _head()
    faults += _at_the_end(walk, head)
    waiting = Entry.objects.filter(seq=None).count()
    return Verdict(walk.sealed, waiting, walk.erased, _pruned(start), walk.seq, tuple(faults))


def _pruned(start: Checkpoint | None) -> int:
    return start.seq if start else 0


def _walk_along(walk: Steps, entries: QuerySet[Entry]) -> Iterator[Fault]:
    chain = entries.select_related("detail").order_by("seq")
    for entry in chain.iterator(chunk_size=CHUNK):
        yield from step(walk, entry)


def _after(walk: Steps) -> QuerySet[Entry]:
    return Entry.objects.filter(seq__gt=walk.seq)


def _head() -> Head | None:
    return Head.objects.filter(pk=1).first()


def _detail(entry: Entry) -> Detail | None:
    return entry.detail if hasattr(entry, "detail") else None


def _at_the_end(walk: Steps, head: Head | None) -> list[Fault]:
    if head is None:
        return [Fault(walk.seq, CUT)] if walk.sealed else []
    same = (head.seq, head.hash) == (walk.seq, walk.hash)
    return [] if same and _genuine(head_mac, head) else [Fault(head.seq, CUT)]


def _genuine(mac: Callable[[str, int, str], str], row: Head | Checkpoint) -> bool:
    """Whether one of the keys made it."""
    made = (mac(secret, row.seq, row.hash) for secret in settings.SEALING_SECRETS)
    return any(hmac.compare_digest(row.mac, one) for one in made)
