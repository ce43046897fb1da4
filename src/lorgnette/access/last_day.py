"""The last day of an access: what may be chosen, and when it ends."""

from datetime import date, datetime

from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

YEARS_AHEAD = 10


class LastDayPast(Refusal):
    code = "last_day_past"
    words = _("This day is over. The earliest is today, %(earliest)s.")


class LastDayTooFar(Refusal):
    code = "last_day_too_far"
    words = _("The latest day is %(latest)s. For an access without end choose “Never”.")


def check_last_day(last_day: date | None, zone: str, field: str = "last_day") -> None:
    """Never (null), or from today to ten years ahead in `zone`. Raises the refusals above."""
    if last_day is None:
        return
    earliest = clock.today(zone)
    latest = latest_day(zone)
    if last_day < earliest:
        raise LastDayPast(field, earliest=earliest)
    if last_day > latest:
        raise LastDayTooFar(field, latest=latest)


def latest_day(zone: str) -> date:
    """Ten years from today; from 29 February, the 28th."""
    today = clock.today(zone)
    year = today.year + YEARS_AHEAD
    return date(year, 2, 28) if (today.month, today.day) == (2, 29) else today.replace(year=year)


def ends_at(last_day: date | None, zone: str) -> datetime | None:
    """The first instant that is out, or null for never."""
    return clock.end_of_day(last_day, zone) if last_day else None
