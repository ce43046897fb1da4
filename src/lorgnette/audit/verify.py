"""Walks the chain and says where it does not hold."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from lorgnette.audit.digests import FIRST, detail_digest, entry_hash, head_mac
from lorgnette.audit.models import Detail, Entry, Head

# What can be wrong with a place in the chain.
EDITED, MISSING, DETAIL_EDITED, CUT = "edited", "missing", "detail_edited", "cut"
# Of a gap, which somebody may have made as wide as they like.
NAMED_OF_A_GAP = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is edited, missing, detail_edited or cut (the end of the chain is not as sealed)."""

    seq: int
    kind: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`erased` counts sealed events whose personal detail was erased, which is lawful."""

    sealed: int
    waiting: int
    erased: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass
class _Walk:
    """Where the walk is: the last place and the hash stored there."""

    seq: int = 0
    hash: str = FIRST
    sealed: int = 0
    erased: int = 0


def verify() -> Verdict:
    """Reads the whole chain, also while it grows; changes nothing."""
    walk = _Walk()
    faults = list(_walk_along(walk, Entry.objects.exclude(seq=None)))
    head = _head()
    # What was sealed during the walk lies between its last step and the end just read.
    while head and walk.seq < head.seq and (new := _after(walk)).exists():
        faults += _walk_along(walk, new)
        head = _head()
    faults += _at_the_end(walk, head)
    waiting = Entry.objects.filter(seq=None).count()
    return Verdict(walk.sealed, waiting, walk.erased, tuple(faults))


def _walk_along(walk: _Walk, entries: QuerySet[Entry]) -> Iterator[Fault]:
    chain = entries.select_related("detail").order_by("seq")
    for entry in chain.iterator(chunk_size=2000):
        yield from _step(walk, entry)


def _after(walk: _Walk) -> QuerySet[Entry]:
    return Entry.objects.filter(seq__gt=walk.seq)


def _head() -> Head | None:
    return Head.objects.filter(pk=1).first()


def _step(walk: _Walk, entry: Entry) -> Iterator[Fault]:
    seq = entry.seq or 0
    for missing in range(walk.seq + 1, min(seq, walk.seq + 1 + NAMED_OF_A_GAP)):
        yield Fault(missing, MISSING)
    gap = seq != walk.seq + 1
    if not gap and entry.hash != entry_hash(entry, seq, walk.hash):
        yield Fault(seq, EDITED, entry.public_id)
    detail = _detail(entry)
    if detail is None:
        walk.erased += 1
    elif detail_digest(detail.salt, detail.personal) != entry.detail_digest:
        yield Fault(seq, DETAIL_EDITED, entry.public_id)
    walk.seq, walk.hash, walk.sealed = seq, entry.hash, walk.sealed + 1


def _detail(entry: Entry) -> Detail | None:
    return entry.detail if hasattr(entry, "detail") else None


def _at_the_end(walk: _Walk, head: Head | None) -> list[Fault]:
    if head is None:
        return [Fault(walk.seq, CUT)] if walk.sealed else []
    genuine = any(
        hmac.compare_digest(head.mac, head_mac(secret, head.seq, head.hash))
        for secret in settings.SEALING_SECRETS
    )
    same = (head.seq, head.hash) == (walk.seq, walk.hash)
    return [] if genuine and same else [Fault(head.seq, CUT)]
