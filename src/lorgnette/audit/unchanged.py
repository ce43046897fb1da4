"""Keeps what was counted among very many, while nothing is recorded that could change it."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

from lorgnette.audit.models import Entry

# Whatever changes without a record, as an access that ends, shows after so long.
SECONDS = 30.0
AT_MOST = 200
# An entry may be committed after one with a higher number: so many are looked back on.
LATEST = 50
# Recorded all day long; they change nothing that is counted.
QUIET = frozenset({"user.signed_in", "user.signed_out"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: tuple[str, ...]
    until: float
    value: Any


_kept: dict[Hashable, _Kept] = {}


def unchanged(key: Hashable, count: Callable[[], T]) -> T:
    """What `count` gives, or gave in this process if since then nobody recorded a change.

    Within a transaction it is counted anew: others may never see what that one sees.
    """
    if connection.in_atomic_block:
        return count()
    mark, at = _mark(), time.monotonic()
    kept = _kept.get(key)
    if mark and kept and kept.mark == mark and at < kept.until:
        value: T = kept.value
        return value
    value = count()
    if len(_kept) >= AT_MOST:
        _kept.clear()
    _kept[key] = _Kept(mark, at + SECONDS, value)
    return value


def _mark() -> tuple[str, ...]:
    latest = Entry.objects.order_by("-pk").values_list("public_id", "verb")[:LATEST]
    return tuple(ref for ref, verb in latest if verb not in QUIET)
