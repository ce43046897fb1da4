"""Nights and weekends are quiet, by the person's own clock."""

from datetime import UTC, datetime

import pytest

from lorgnette.insight.quiet import is_quiet

TUESDAY, SATURDAY = datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "quiet"),
    [
        (20, 7, [*range(7), *range(20, 24)]),
        (12, 14, [12, 13]),
        (7, 7, []),
        (0, 23, range(23)),
        (23, 0, [23]),
    ],
)
def test_the_hours_between_are_quiet(since, until, quiet):
    found = [
        hour
        for hour in range(24)
        if is_quiet(TUESDAY.replace(hour=hour), since, until, weekends=False)
    ]
    assert found == list(quiet)


def test_a_weekend_is_quiet_unless_it_is_wanted():
    noon = SATURDAY.replace(hour=12)
    assert is_quiet(noon, 20, 7, weekends=False)
    assert not is_quiet(noon, 20, 7, weekends=True)
    assert is_quiet(SATURDAY.replace(hour=6), 20, 7, weekends=True)
