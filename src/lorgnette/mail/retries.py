"""When a mail is tried again, and when it is given up."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how long the outbox tries. Tests shorten it; nobody else needs to.

    A message whose lease ran out belongs to a worker that died: the living renew theirs. At most
    `in_hand` messages are marked as going out before it is written how the first of them ended,
    and it is written every `book_every`: as many a worker that dies may leave to be sent twice.
    """

    threads: int = 4
    batch: int = 100
    in_hand: int = 64
    book_every: timedelta = timedelta(milliseconds=100)
    per_connection: int = 50
    lease: timedelta = timedelta(seconds=20)
    delays: tuple[timedelta, ...] = tuple(n * MINUTE for n in (1, 5, 15, 60, 120, 240))
    longest_outage_delay: timedelta = 5 * MINUTE
    give_up: timedelta = timedelta(hours=24)

    def delay(self, attempts: int) -> timedelta:
        """The wait after the `attempts`th failed try, with up to a fifth more by chance."""
        step = self.delays[min(max(attempts, 1), len(self.delays)) - 1]
        return step * random.uniform(1.0, 1.2)  # noqa: S311 (spreads load, guards nothing)

    def outage_delay(self, attempts: int) -> timedelta:
        """The wait when the server itself could not be used: it is asked again soon."""
        return min(self.delay(attempts), self.longest_outage_delay)

    @property
    def longest_delay(self) -> timedelta:
        """No message waits longer for its next try."""
        return 2 * max(self.delays)

    def gives_up(self, queued_at: datetime, next_try_at: datetime) -> bool:
        return next_try_at > queued_at + self.give_up


STANDARD = Pace()
