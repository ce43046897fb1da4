"""Which of the worker's jobs cannot do their work, why, and when each is tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lorgnette.kernel import clock
from lorgnette.kernel.redaction import redacted
from lorgnette.workspace.models import Trouble

# After the first failure, doubled with each further one, up to the most.
FIRST, MOST = timedelta(seconds=5), timedelta(minutes=10)
# One that is tried at least every ten minutes is heard of: older words are of a job that is gone.
FORGOTTEN = timedelta(days=1)
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class JobTrouble:
    """It failed `times` in a row, the first time at `since`; `reason` is the last one's."""

    job: str
    since: datetime
    times: int
    last_at: datetime
    next_at: datetime
    reason: str


def note(job: str, error: BaseException, took: timedelta = timedelta()) -> JobTrouble:
    """It failed once more. The pause doubles, and is never shorter than the failing `took`."""
    at, reason = clock.now(), _reason(error)
    with transaction.atomic():
        row, _made = Trouble.objects.get_or_create(
            job=job, defaults={"since": at, "last_at": at, "next_at": at}
        )
        row = Trouble.objects.select_for_update().get(pk=row.pk)
        row.times, row.last_at, row.reason = row.times + 1, at, reason
        row.next_at = at + max(pause(row.times), took)
        row.save()
    return _told(row)


def pause(times: int) -> timedelta:
    """After so many failures in a row."""
    doubled: int = 2 ** min(times - 1, 10)
    return min(MOST, FIRST * doubled)


def over(job: str) -> None:
    """It did its work again, or somebody wants it tried at once."""
    Trouble.objects.filter(job=job).delete()


def known() -> Sequence[JobTrouble]:
    """Those of today, by name."""
    rows = Trouble.objects.filter(last_at__gt=clock.now() - FORGOTTEN).order_by("job")
    return [_told(row) for row in rows]


def of(job: str) -> JobTrouble | None:
    """Of one job."""
    return next((one for one in known() if one.job == job), None)


def _reason(error: BaseException) -> str:
    """The name of the error and its first line, without secrets and addresses."""
    said = next(iter(redacted(str(error)).strip().splitlines()), "")
    return f"{type(error).__name__}: {said}".rstrip(": ")[:LONGEST_REASON]


def _told(row: Trouble) -> JobTrouble:
    return JobTrouble(row.job, row.since, row.times, row.last_at, row.next_at, row.reason)
