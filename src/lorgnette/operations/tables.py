"""Brings the tables up to this version, whoever else tries the same at that moment."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

# Any number that nobody else's lock has.
_LOCK = 0x6C6F7267


def bring_up() -> None:
    """Makes what is missing. Raises `django.db.Error`."""
    with alone():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        learn_anew()


def learn_anew() -> None:
    """SQLite forgets what it knew of a table that a migration made anew, and would choose plans
    that look at all of its rows: a hundred thousand accounts for a page of them. A few hundred
    rows of each index are enough, in less than a second.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("ANALYZE")


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time changes tables; the next waits."""
    if connection.vendor == "postgresql":
        with _advisory():
            yield
    else:
        with _file():
            yield


@contextmanager
def _advisory() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@contextmanager
def _file() -> Iterator[None]:
    path = Path(settings.HOME) / "tables.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
