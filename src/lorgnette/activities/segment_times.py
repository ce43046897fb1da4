"""When an event happened, by its sender's clock and by ours. Pure."""

from datetime import UTC, datetime
from typing import Any

# Numbers above are milliseconds: as seconds they would be after the year 5000.
_MILLISECONDS_FROM = 10**11


class BadTime(ValueError):
    """It is no instant that anybody could mean."""


def instant(value: Any) -> datetime | None:
    """ISO 8601, or seconds or milliseconds since 1970; UTC where no zone is told. None: nothing.

    Raises `BadTime`.
    """
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str):
            return _aware(datetime.fromisoformat(value.strip()))
        if isinstance(value, int | float) and not isinstance(value, bool):
            seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
            return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise BadTime from None
    raise BadTime


def happened_at(
    original: datetime | None, sent_at: datetime | None, received_at: datetime
) -> datetime:
    """By our clock: as long before it was received as it was before it was sent.

    Raises `BadTime` where that is outside all calendars.
    """
    if original is None:
        return received_at
    if sent_at is None:
        return original
    try:
        return original + (received_at - sent_at)
    except OverflowError:
        raise BadTime from None


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
