"""When a person is told that their access ends: days of the grant's own zone, in the morning."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK, DAY, ENDED = "week", "day", "ended"
# Nobody's telephone rings at midnight for a reminder.
MORNING = time(8)
DAYS_BEFORE = {WEEK: 7, DAY: 1}
# A worker that slept longer tells nothing: whoever needed the access has noticed.
STALE = timedelta(days=7)
# From the week before on, with room for every zone.
AHEAD = timedelta(days=9)


def moment(kind: str, last_day: date, zone: str) -> datetime:
    """Eight in the morning of the seventh day, or of the day, before the last one."""
    day = last_day - timedelta(days=DAYS_BEFORE[kind])
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(UTC)


def due(last_day: date, zone: str, ends_at: datetime, at: datetime) -> str:
    """What makes sense at `at`: the latest kind whose moment has come, or ""."""
    if ends_at <= at:
        return ENDED if at - ends_at < STALE else ""
    for kind in (DAY, WEEK):
        if moment(kind, last_day, zone) <= at:
            return kind
    return ""
