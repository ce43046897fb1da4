"""Keeps what was counted over very many accounts, while nothing is noted about any of them."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

from lorgnette.accounts import stirred

# Whatever changes without a note shows after so long.
SECONDS = 30.0
AT_MOST = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    state: tuple[int, int]
    until: float
    value: Any


_kept: dict[Hashable, _Kept] = {}


def unstirred(key: Hashable, count: Callable[[], T]) -> T:
    """What `count` gives, or gave in this process if since then nothing was noted.

    The state is read first: what is counted after it may be newer, never older. Within a
    transaction it is counted anew: others may never see what that one sees.
    """
    if connection.in_atomic_block:
        return count()
    state, at = stirred.state(), time.monotonic()
    kept = _kept.get(key)
    if state != stirred.UNKNOWN and kept and kept.state == state and at < kept.until:
        value: T = kept.value
        return value
    value = count()
    if len(_kept) >= AT_MOST:
        _kept.clear()
    _kept[key] = _Kept(state, at + SECONDS, value)
    return value
