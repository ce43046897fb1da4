"""A day ends at the first instant of the next one, in every zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from lorgnette.kernel import clock

PARIS = "Europe/Paris"


def test_a_day_in_paris_ends_at_local_midnight_summer_and_winter():
    assert clock.end_of_day(date(2026, 12, 31), PARIS) == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert clock.end_of_day(date(2026, 7, 14), PARIS) == datetime(2026, 7, 14, 22, tzinfo=UTC)


def test_where_clocks_jump_over_midnight_the_day_ends_at_the_jump():
    # Cairo, 2026-04-23 24:00 becomes 2026-04-24 01:00.
    ends = clock.end_of_day(date(2026, 4, 23), "Africa/Cairo")
    assert ends.astimezone(ZoneInfo("Africa/Cairo")).isoformat() == "2026-04-24T01:00:00+03:00"


@pytest.mark.parametrize("month", range(1, 13))
def test_the_second_before_is_that_day_and_the_end_is_the_next_in_every_zone(month):
    for zone in sorted(available_timezones()):
        for day in (1, 15, 24, 28):
            last = date(2027, month, day)
            ends = clock.end_of_day(last, zone)
            before = (ends - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
            assert before.date() == last, zone
            assert ends.astimezone(ZoneInfo(zone)).date() == last + timedelta(days=1), zone


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "Pacific/Kiritimati", "Pacific/Midway"])
def test_the_last_day_there_is_ends_too(zone):
    assert clock.end_of_day(date.max, zone) > clock.end_of_day(date(9999, 12, 30), zone)


def test_a_pretended_instant_lasts_as_long_as_its_block():
    then = datetime(2026, 9, 1, 8, 51, tzinfo=UTC)
    with clock.pretend(then):
        assert clock.now() == then
        assert clock.today("Pacific/Auckland") == date(2026, 9, 1)
    assert clock.now() != then
