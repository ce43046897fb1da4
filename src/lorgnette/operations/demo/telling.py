"""Lets things happen one after the other, each at its own pretended time."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

from lorgnette.kernel import clock

Deed = Callable[[], object]


class Telling:
    """A past: what happens may make further things happen later; nothing happens after `until`."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._order = count()
        self._waiting: list[tuple[datetime, int, Deed]] = []

    def at(self, when: datetime, deed: Deed) -> None:
        """`deed` happens at `when`, unless that is after the end."""
        if when <= self.until:
            heapq.heappush(self._waiting, (when, next(self._order), deed))

    def tell(self) -> None:
        """In the order of time, so that the audit trail reads as it happened."""
        while self._waiting:
            when, _order, deed = heapq.heappop(self._waiting)
            with clock.pretend(when):
                deed()
