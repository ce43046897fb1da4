"""When a mail is tried again, and when it is given up."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how long the outbox tries. Tests shorten it; nobody else needs to.

    `lease` outlasts the deadline of one mail: a message whose lease ran out belongs to a worker
    that died.
    """

    threads: int = 4
    batch: int = 10
    per_connection: int = 50
    lease: timedelta = timedelta(seconds=90)
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

    def gives_up(self, queued_at: datetime, next_try_at: datetime) -> bool:
        return next_try_at > queued_at + self.give_up


STANDARD = Pace()
