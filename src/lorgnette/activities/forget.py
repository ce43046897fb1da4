"""Forgets what waited too long for a name, and what has been dead for too long."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from lorgnette.activities.models import DeadEvent, EventSource, SourceDay, SourceKey, Waiting
from lorgnette.kernel import clock, forgetting

CHUNK = 1_000
# Counts by day, and ended keys.
KEPT = timedelta(days=400)


def count_old() -> int:
    """How many are older than their source keeps them."""
    return sum(rows.count() for rows in _old())


def forget(go_on: Callable[[], bool] = lambda: True) -> int:
    """Deletes them; how many it were."""
    count = sum(forgetting.forget(rows, CHUNK, go_on) for rows in _old())
    _forget_counts()
    return count


def _old() -> Iterator[QuerySet[Any]]:
    at = clock.now()
    for row in EventSource.objects.order_by("pk"):
        since = at - timedelta(days=row.anonymous_days)
        yield Waiting.objects.filter(source=row, received_at__lt=since)
        since = at - timedelta(days=row.dead_days)
        yield DeadEvent.objects.filter(source=row, received_at__lt=since)


def _forget_counts() -> None:
    at = clock.now()
    SourceDay.objects.filter(day__lt=(at - KEPT).date()).delete()
    SourceKey.objects.filter(ends_at__lt=at - KEPT).delete()
