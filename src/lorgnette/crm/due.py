"""Which sources are to be synchronised now."""

from datetime import timedelta

from django.db.models import Max

from lorgnette.crm.models import FAILED, HELD, RUNNING, WANTED, SyncRun
from lorgnette.directory.models import Source
from lorgnette.directory.sources import EVENTS
from lorgnette.kernel import clock

EVERY = timedelta(minutes=15)
# A run that has not given a sign of life for so long belongs to a process that died.
SILENT = timedelta(seconds=20)


def due_sources() -> list[str]:
    """The public ids of sources that somebody wants, or whose last run is a quarter hour old.

    One whose last run is held waits for its answer; one that failed for good waits until it is
    asked for; one that is running is left alone.
    """
    crms = Source.objects.exclude(kind=EVENTS)
    sources = crms.annotate(last=Max("runs__id")).order_by("id")
    last_runs = SyncRun.objects.in_bulk([source.last for source in sources if source.last])
    return [s.public_id for s in sources if _is_due(last_runs.get(s.last))]


def _is_due(last: SyncRun | None) -> bool:
    at = clock.now()
    if last is None or last.state == WANTED:
        return True
    if last.state == RUNNING:
        return last.beat_at < at - SILENT
    waits = last.state == HELD or (last.state == FAILED and not last.failure_passes)
    return not waits and last.started_at < at - EVERY
