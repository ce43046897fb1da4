"""The time that all workers agree on: the database's, whatever the clocks of their machines say."""

import time
from datetime import datetime, timedelta

from django.db import connection

from lorgnette.kernel import clock

ASKED_EVERY = 10.0
# Less is the way there and back, and no matter to a lease.
LEAST = timedelta(seconds=2)

_ahead, _asked_at = timedelta(), -ASKED_EVERY


def now() -> datetime:
    """For leases and due times. With SQLite all processes share one machine and its clock."""
    if connection.vendor != "postgresql":
        return clock.now()
    return clock.now() + _database_ahead()


def _database_ahead() -> timedelta:
    global _ahead, _asked_at
    if time.monotonic() - _asked_at > ASKED_EVERY:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            ahead = cursor.fetchone()[0] - clock.system()
        _ahead = ahead if abs(ahead) > LEAST else timedelta()
        _asked_at = time.monotonic()
    return _ahead
