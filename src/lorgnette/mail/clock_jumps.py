"""Frees what a clock that ran ahead left waiting for a time that is now far away."""

import time

from django.db.models import Q

from lorgnette.mail import database_clock
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace

LOOKED_EVERY = 60.0

_looked_at = -LOOKED_EVERY


def put_right_in_time(pace: Pace) -> None:
    """`put_right`, at most once a minute."""
    global _looked_at
    if time.monotonic() - _looked_at >= LOOKED_EVERY:
        put_right(pace)
        _looked_at = time.monotonic()


def put_right(pace: Pace) -> int:
    """Makes due what waits longer than any message may, and ends leases that are too long.

    Returns how many of both. A message whose lease is ended here and that was handed over is
    flagged by the next claim, like that of a worker that died.
    """
    at = database_clock.now()
    waits = Q(next_try_at__gt=at + pace.longest_delay) | Q(next_try_at__gt=at, attempts=0)
    leased = Q(lease_until__gt=at + 2 * pace.lease)
    rows = Message.objects.filter(final=False)
    # Looks first: an idle worker writes nothing.
    if not rows.filter(waits | leased).exists():
        return 0
    return rows.filter(waits).update(next_try_at=at) + rows.filter(leased).update(lease_until=at)
