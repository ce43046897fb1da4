"""Shares sum to what is shown, to the tenth, whatever happened."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.scoring.model import POINT, Tally, raw, score, scored
from lorgnette.scoring.shares import (
    apportion,
    change_shares,
    diffs,
    parts,
    score_shares,
    slope,
)
from tests.scoring.test_model import INGRID, MIKKEL, TODAY, days_ago, tallies

numbers = st.floats(-500, 500, allow_nan=False)


def test_the_largest_remainders_are_rounded_up():
    assert apportion([3.5, 2.25, 4.25], 10) == [4, 2, 4]
    assert apportion([0.5, 0.5, 0.0], 1) == [1, 0, 0]
    assert apportion([-1.5, 4.5], 3) == [-1, 4]


def test_what_added_nothing_gets_nothing():
    assert apportion([0.0, 0.4], 1) == [0, 1]
    assert apportion([], 0) == []


@given(st.lists(numbers.filter(bool), min_size=1, max_size=40))
def test_apportioned_shares_sum_and_stay_near_their_parts(given_parts):
    total = round(math.fsum(given_parts))
    shares = apportion(given_parts, total)
    assert sum(shares) == total
    assert all(abs(share - part) <= 1.001 for share, part in zip(shares, given_parts, strict=True))


def by_type_and_person(rows, values):
    sums: dict[tuple[str, int], float] = {}
    for row, value in zip(rows, values, strict=True):
        sums[row.type, row.person] = sums.get((row.type, row.person), 0.0) + value
    return sums


@given(tallies)
def test_parts_add_up_to_the_account_and_none_is_negative(rows):
    found = parts(rows, TODAY)
    assert math.isclose(sum(found), raw(rows, TODAY) / POINT, abs_tol=1e-6)
    assert all(part >= 0 for part in found)


@given(tallies)
def test_shares_of_a_score_sum_to_it(rows):
    tenths = score(rows, TODAY)
    shares = score_shares(by_type_and_person(rows, parts(rows, TODAY)), tenths)
    assert sum(shares.values()) == tenths
    assert all(share >= 0 for share in shares.values())


@given(tallies)
def test_shares_of_a_change_sum_to_it(rows):
    change = scored(rows, TODAY).change
    found = diffs(rows, TODAY)
    gains = by_type_and_person(rows, [diff.gain for diff in found])
    assert sum(change_shares(gains, change, slope(rows, TODAY)).values()) == change


@given(tallies)
def test_what_is_older_never_gains_and_what_is_new_never_loses(rows):
    since = TODAY - timedelta(days=7)
    for diff in diffs(rows, TODAY):
        if diff.tally.day > since:
            assert diff.gain >= 0
        else:
            assert diff.gain < 1e-6


def test_a_capped_person_shares_the_cap_among_what_she_did():
    rows = [Tally(INGRID, "form.demo", TODAY, 5), Tally(INGRID, "web.document", TODAY, 5)]
    assert parts(rows, TODAY) == pytest.approx([40 * 75 / 90, 40 * 15 / 90])


def test_nothing_moved_where_nothing_happened():
    rows = [Tally(MIKKEL, "form.demo", days_ago(800), 1)]
    assert [diff.gain for diff in diffs(rows, TODAY)] == [0.0]
