"""The one of a round's threads that asks and tells the database, for all its senders at once.

It claims messages by the hundred, marks the next few as going out, and writes down how those
before them ended: all in one transaction, some ten times a second. The senders neither wait for a
commit nor need a connection. What is marked and not yet written about is what a worker that dies
may leave to be sent twice, so there is little of it: as much as the senders need to go on.
"""

import queue
import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from lorgnette.mail import book, claims
from lorgnette.mail.intake import take_in
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import Unavailable
from lorgnette.mail.tries import UNAVAILABLE, Ended, NotOurs


@dataclass
class Desk:
    """`ready` are marked as going out; None sends a sender home. `limit` is how many to claim."""

    holder: str
    pace: Pace
    limit: int
    delivers: bool
    ready: "queue.SimpleQueue[Message | None]" = field(default_factory=queue.SimpleQueue)
    tally: Counter[str] = field(default_factory=Counter)
    trouble: Unavailable | None = None
    _ended: "queue.SimpleQueue[Ended]" = field(default_factory=queue.SimpleQueue)
    _unwritten: list[Ended] = field(default_factory=list)
    _tray: deque[Message] = field(default_factory=deque)
    _out: int = 0
    _stock: int = 1
    _ours_until: float = 0.0
    _turned_at: float = 0.0
    _wake: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._stock = max(1, self.pace.threads)

    @property
    def is_idle(self) -> bool:
        """Nothing is claimed, going out or to be written."""
        return not (self._out or self._tray)

    @property
    def is_due(self) -> bool:
        """Whether `turn` should not wait any longer."""
        seconds = self.pace.book_every.total_seconds()
        return time.monotonic() - self._turned_at >= seconds

    def note(self, ended: Ended) -> None:
        """From any thread."""
        self._ended.put(ended)
        if self.ready.qsize() < self._stock // 2 or self._ended.qsize() >= self._out:
            self._wake.set()

    def still_ours(self) -> None:
        """From any thread. Raises `NotOurs` where the leases were not renewed in time."""
        if time.monotonic() > self._ours_until:
            raise NotOurs

    def send_home(self, senders: int) -> None:
        """Nothing more is to be sent."""
        for _n in range(senders):
            self.ready.put(None)

    def wait(self) -> None:
        """Until a turn is worth while."""
        self._wake.wait(self.pace.book_every.total_seconds())
        self._wake.clear()

    def turn(self, *, more: bool) -> None:
        """Writes what ended and, with `more`, marks the next. Fails as a whole or not at all."""
        self._collect()
        began, lease = time.monotonic(), self.pace.lease.total_seconds()
        renews = began > self._ours_until - lease * 0.7
        with transaction.atomic():
            told = book.write(self._unwritten, self.holder, self.pace, delivered=self.delivers)
            if renews:
                claims.renew(self.holder, self.pace.lease)
            claimed, handed, gone = self._next() if more else ([], [], [])
        if renews:
            self._ours_until = began + lease * 0.9
        self._turned_at = began
        self._settle(told, claimed, handed, gone)

    def finish(self) -> None:
        """Once no sender is left: gives back what was not sent."""
        self.turn(more=False)
        claims.put_back(self.holder)

    def _collect(self) -> None:
        while not self._ended.empty():
            ended = self._ended.get()
            if ended.how == UNAVAILABLE and isinstance(ended.trouble, Unavailable):
                self.trouble = ended.trouble
            self._unwritten.append(ended)

    def _next(self) -> tuple[list[Message], list[Message], list[Message]]:
        """What is claimed, what of that and of the tray is going out now, and what is not ours."""
        waiting, going = self.ready.qsize(), self._out - len(self._unwritten)
        if waiting == 0 and self._tray:
            self._stock = min(self._stock * 2, self.pace.in_hand)
        wanted = max(0, min(self._stock - waiting, self.pace.in_hand - going))
        claimed: list[Message] = []
        if len(self._tray) < wanted and self.limit > 0:
            claimed = take_in(self.holder, min(self.pace.batch, self.limit), self.pace)
        asked = [*self._tray, *claimed][:wanted]
        handed = claims.hand(asked, self.holder, self.pace.lease)
        kept = {message.pk for message in handed}
        return claimed, handed, [message for message in asked if message.pk not in kept]

    def _settle(
        self,
        told: Counter[str],
        claimed: Sequence[Message],
        handed: Sequence[Message],
        gone: Sequence[Message],
    ) -> None:
        """The transaction stands: now it is true here as well."""
        self.tally += told
        self._out -= len(self._unwritten)
        self._unwritten = []
        self.limit -= len(claimed)
        self._tray.extend(claimed)
        for _message in (*handed, *gone):
            self._tray.popleft()
        self._out += len(handed)
        for message in handed:
            self.ready.put(message)
        if gone:
            self.tally += book.withdraw(gone)
