"""The one place that reads the clock, and the arithmetic of local days."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _pretended.get() or system()


def system() -> datetime:
    """What this machine's clock says, whatever is pretended."""
    return datetime.now(UTC)


@contextmanager
def pretend(at: datetime) -> Iterator[None]:
    """Let `now` answer `at` in this context: the demo's history is told by the real verbs."""
    token = _pretended.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)


def day_of(at: datetime, zone: str) -> date:
    """The calendar day of an instant in `zone` (an IANA name)."""
    return at.astimezone(ZoneInfo(zone)).date()


def today(zone: str) -> date:
    """The present calendar day in `zone`."""
    return day_of(now(), zone)


def end_of_day(last_day: date, zone: str) -> datetime:
    """The first instant after `last_day` in `zone`, in UTC.

    Where clocks jump over midnight the day ends at the jump; where they fall back over it the
    day ends at the first midnight. The last day there is ends with time itself: it can be typed,
    and is refused in words.
    """
    if last_day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    midnight = datetime.combine(last_day + timedelta(days=1), time.min, ZoneInfo(zone))
    return midnight.astimezone(UTC)
