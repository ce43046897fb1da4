"""Failures to sign in, counted in a row: after the last one only a reset by mail helps.

Kept in a table of its own: a flood of made-up addresses pushes nothing out of it, and every web
process counts in the same row. An address that nobody signs in with is counted alike.
"""

from datetime import timedelta

from django.db.models import F

from lorgnette.kernel import clock
from lorgnette.kernel.tokens import digest
from lorgnette.users.models import Failures

MOST = 100
# Nobody who guessed so long ago is still at it.
KEPT = timedelta(days=400)


def may_try(key: str) -> bool:
    """Counts an attempt as failed, before it is checked; no, after `MOST` in a row.

    `key` names the address, and the device where it is one that the address is known on.
    """
    if _count(key):
        return True
    _row, made = Failures.objects.get_or_create(
        key=digest(key), defaults={"count": 1, "last_at": clock.now()}
    )
    # Another process was first: its row counts this attempt too.
    return made or _count(key)


def forget(key: str) -> None:
    """The right password, or a new one by mail."""
    Failures.objects.filter(key=digest(key)).delete()


def prune() -> int:
    """Forgets what is long ago; returns how many."""
    number, _by_table = Failures.objects.filter(last_at__lt=clock.now() - KEPT).delete()
    return number


def _count(key: str) -> bool:
    """One statement: however many try at once, no more than `MOST` are let through."""
    rows = Failures.objects.filter(key=digest(key), count__lt=MOST)
    return bool(rows.update(count=F("count") + 1, last_at=clock.now()))
