"""Whole points that still add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.insight.points import whole, whole_shares


@pytest.mark.parametrize(
    ("tenths", "points"),
    [(0, 0), (4, 0), (5, 1), (14, 1), (15, 2), (830, 83), (-4, 0), (-5, -1), (-14, -1), (-15, -2)],
)
def test_tenths_round_to_the_nearest_point_and_halves_away_from_zero(tenths, points):
    assert whole(tenths) == points


def test_the_largest_remainders_are_rounded_up():
    assert whole_shares([142, 61, -13]) == [14, 6, -1]


@given(st.lists(st.integers(-1000, 1000), max_size=8))
def test_whole_shares_sum_to_the_rounded_sum_and_stay_near(tenths):
    shares = whole_shares(tenths)
    assert sum(shares) == whole(sum(tenths))
    assert all(abs(10 * share - exact) <= 10 for share, exact in zip(shares, tenths, strict=True))
