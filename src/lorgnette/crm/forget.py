"""Forgets old synchronisation runs; the last of each source stays."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Max, QuerySet

from lorgnette.crm.models import RUNNING, WANTED, RowProblem, SyncRun

CHUNK = 200


def count_before(at: datetime) -> int:
    """How many runs ended before that and are not their source's last."""
    return _old(at).count()


def forget(before: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Deletes them with their problems; how many runs it was."""
    count = 0
    while go_on():
        ids = list(_old(before).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not ids:
            break
        RowProblem.objects.filter(run_id__in=ids).delete()
        SyncRun.objects.filter(pk__in=ids).delete()
        count += len(ids)
    return count


def _old(before: datetime) -> QuerySet[SyncRun]:
    last = SyncRun.objects.values("source").annotate(last=Max("pk")).values("last")
    return (
        SyncRun.objects.filter(started_at__lt=before)
        .exclude(state__in=(WANTED, RUNNING))
        .exclude(pk__in=last)
    )
