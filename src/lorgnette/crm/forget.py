"""Forgets old synchronisation runs; the last of each source stays."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Max, QuerySet

from lorgnette.crm.models import RUNNING, WANTED, RowProblem, SyncRun
from lorgnette.kernel import forgetting

CHUNK = 200


def count_before(at: datetime) -> int:
    """How many runs ended before that and are not their source's last."""
    return _old(at).count()


def forget(before: datetime, go_on: Callable[[], bool] = lambda: True) -> int:
    """Deletes them with their problems; how many runs it was."""
    return forgetting.forget(_old(before), CHUNK, go_on, before=_forget_problems)


def _forget_problems(run_ids: list[int]) -> None:
    RowProblem.objects.filter(run_id__in=run_ids).delete()


def _old(before: datetime) -> QuerySet[SyncRun]:
    last = SyncRun.objects.values("source").annotate(last=Max("pk")).values("last")
    return (
        SyncRun.objects.filter(started_at__lt=before)
        .exclude(state__in=(WANTED, RUNNING))
        .exclude(pk__in=last)
    )
