"""The last day is from today to ten years ahead, where the workspace is."""

from datetime import UTC, date, datetime

import pytest

from lorgnette.access.last_day import LastDayPast, LastDayTooFar, check_last_day, latest_day
from lorgnette.kernel import clock
from tests.cast.people import PARIS

# 23:30 in Paris; in Auckland it is the next day already.
LATE = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("day", [None, date(2026, 11, 24), date(2036, 11, 24)])
def test_never_today_and_ten_years_ahead_will_do(day):
    with clock.pretend(LATE):
        check_last_day(day, PARIS)


@pytest.mark.parametrize(
    ("day", "zone", "refusal"),
    [
        (date(2026, 11, 23), PARIS, LastDayPast),
        (date(2026, 11, 24), "Pacific/Auckland", LastDayPast),
        (date(2036, 11, 25), PARIS, LastDayTooFar),
        (date(9999, 12, 31), PARIS, LastDayTooFar),
    ],
)
def test_a_day_that_is_over_or_too_far_is_refused_beside_its_field(day, zone, refusal):
    with clock.pretend(LATE), pytest.raises(refusal) as caught:
        check_last_day(day, zone)
    assert caught.value.field == "last_day"
    assert caught.value.status == 422


def test_ten_years_from_a_leap_day_is_the_28th():
    with clock.pretend(datetime(2028, 2, 29, 12, tzinfo=UTC)):
        assert latest_day(PARIS) == date(2038, 2, 28)
