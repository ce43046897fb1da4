"""T18: reminders come at eight of the right morning in every zone, and the end at its second."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from lorgnette.access.reminders import DAY, ENDED, WEEK, due
from lorgnette.kernel import clock
from tests.trust.races import LONG
from tests.trust.test_t18_expiry_zones import DAYS

SECOND = timedelta(seconds=1)
FIRST = date(2026, 11, 24)
LAST_DAYS = [FIRST + timedelta(days=n) for n in range(730)] if LONG else DAYS
EIGHT = time(8)


def first_second_of(day: date, place: ZoneInfo) -> datetime:
    """The first UTC second that a clock on the wall there shows 08:00:00 of `day`, by looking.

    Offsets are whole minutes from -12 to +14 hours: minutes alone have to be looked at.
    """
    guess = datetime.combine(day, EIGHT, clock.now().tzinfo)
    offset = guess.astimezone(place).utcoffset() or timedelta()
    for shift in (timedelta(), timedelta(hours=1), timedelta(hours=-1)):
        at = guess - offset + shift
        local = at.astimezone(place)
        if (local.date(), local.time()) == (day, EIGHT):
            return at
    raise AssertionError((place, day))


def wrong(last_day: date, zone: str) -> list[str]:
    """The edges at which the wrong thing would be told."""
    place, ends_at = ZoneInfo(zone), clock.end_of_day(last_day, zone)
    week = first_second_of(last_day - timedelta(days=7), place)
    day = first_second_of(last_day - timedelta(days=1), place)
    edges = [
        (week - SECOND, ""),
        (week, WEEK),
        (day - SECOND, WEEK),
        (day, DAY),
        (ends_at - SECOND, DAY),
        (ends_at, ENDED),
        (ends_at + timedelta(days=7) - SECOND, ENDED),
        (ends_at + timedelta(days=7), ""),
    ]
    return [
        f"{zone} {last_day} {at}: {due(last_day, zone, ends_at, at)} and not {kind}"
        for at, kind in edges
        if due(last_day, zone, ends_at, at) != kind
    ]


@pytest.mark.parametrize("last_day", LAST_DAYS, ids=str)
def test_every_zone_is_told_in_its_own_morning(last_day):
    found = [line for zone in sorted(available_timezones()) for line in wrong(last_day, zone)]
    assert not found
