"""How much a source sends: its limit a minute, and what is told of its days."""

from datetime import datetime, timedelta

from django.db.models import F

from lorgnette.activities.models import EventSource, SourceDay
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

MINUTE = timedelta(minutes=1)


class TooMany(Refusal):
    """`seconds` until it may send again."""

    code = "too_many_events"
    words = _("This source may send %(limit)s events a minute. Try again later.")
    status = 429

    def __init__(self, limit: int, seconds: int) -> None:
        super().__init__(limit=limit)
        self.seconds = seconds


def admit(row: EventSource, count: int, at: datetime) -> None:
    """Counts them in; the row is locked and then saved by `tally`. Raises `TooMany`.

    A request that is larger than the limit itself is taken where it comes first in its minute:
    else it could never be.
    """
    minute = at.replace(second=0, microsecond=0)
    if row.minute != minute:
        row.minute, row.minute_count = minute, 0
    over = row.limit_minute is not None and row.minute_count + count > row.limit_minute
    if over and row.minute_count:
        seconds = max(1, int((minute + MINUTE - at).total_seconds() + 0.999))
        raise TooMany(row.limit_minute or 0, seconds)
    row.minute_count += count


def tally(row: EventSource, at: datetime, zone: str, **counted: int) -> None:
    """`taken`, `known`, `dead` and `dropped`; in the transaction that writes the events."""
    row.last_event_at = at
    row.save(update_fields=["minute", "minute_count", "last_event_at", "unknown"])
    day = clock.day_of(at, zone)
    more = {name: F(name) + number for name, number in counted.items()}
    if not SourceDay.objects.filter(source=row, day=day).update(**more):
        SourceDay.objects.create(source=row, day=day, **counted)
