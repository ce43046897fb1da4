"""Keeps what was counted among very many, while a mark says that nothing was changed."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

# Whatever changes without a mark shows after so long.
SECONDS = 30.0
AT_MOST = 1_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: Hashable
    until: float
    value: Any


class KeptCounts:
    """Those of this process. `mark` reads what is another one after each change; None: unknown.

    It is read first: what is counted after it may be newer, never older. Within a transaction all
    is counted anew: others may never see what that one sees.
    """

    def __init__(self, mark: Callable[[], Hashable]) -> None:
        self._mark = mark
        self._kept: dict[Hashable, _Kept] = {}

    def get(self, key: Hashable, count: Callable[[], T]) -> T:
        """What `count` gives, or gave if since then the mark is the same."""
        if connection.in_atomic_block:
            return count()
        mark, at = self._mark(), time.monotonic()
        kept = self._kept.get(key)
        if mark is not None and kept and kept.mark == mark and at < kept.until:
            value: T = kept.value
            return value
        value = count()
        if len(self._kept) >= AT_MOST:
            self._kept.clear()
        self._kept[key] = _Kept(mark, at + SECONDS, value)
        return value
