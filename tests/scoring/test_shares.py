"""Shares sum to what is shown, to the tenth, whatever happened."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.kernel.shares import apportion
from lorgnette.scoring.model import HORIZON_DAYS, POINT, Tally, raw, score, scored
from lorgnette.scoring.shares import change_shares, score_shares, slope, weighed
from tests.scoring.test_model import INGRID, MIKKEL, TODAY, days_ago, tallies

WEEK_AGO = TODAY - timedelta(days=7)
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
    found = weighed(rows, TODAY)
    assert found.raw == raw(rows, TODAY)
    assert math.isclose(sum(found.parts), found.raw / POINT, abs_tol=1e-6)
    assert all(part >= 0 for part in found.parts)


@given(tallies)
def test_shares_of_a_score_sum_to_it(rows):
    tenths = score(rows, TODAY)
    shares = score_shares(by_type_and_person(rows, weighed(rows, TODAY).parts), tenths)
    assert sum(shares.values()) == tenths
    assert all(share >= 0 for share in shares.values())


def gains(rows):
    now, then = weighed(rows, TODAY), weighed(rows, WEEK_AGO)
    return [after - before for after, before in zip(now.parts, then.parts, strict=True)]


@given(tallies)
def test_shares_of_a_change_sum_to_it(rows):
    change = scored(rows, TODAY).change
    steepness = slope(weighed(rows, TODAY).raw, weighed(rows, WEEK_AGO).raw)
    by_key = by_type_and_person(rows, gains(rows))
    assert sum(change_shares(by_key, change, steepness).values()) == change


@given(tallies)
def test_what_is_older_never_gains_and_what_is_new_never_loses(rows):
    # What ends to be read leaves its part of a person's cap to the others.
    rows = [row for row in rows if row.day >= days_ago(HORIZON_DAYS)]
    for row, gain in zip(rows, gains(rows), strict=True):
        if row.day > WEEK_AGO:
            assert gain >= 0
        else:
            assert gain < 1e-6


def test_a_capped_person_shares_the_cap_among_what_she_did():
    rows = [Tally(INGRID, "form.demo", TODAY, 5), Tally(INGRID, "web.document", TODAY, 5)]
    assert weighed(rows, TODAY).parts == pytest.approx([40 * 75 / 90, 40 * 15 / 90])


def test_nothing_moved_where_nothing_happened():
    rows = [Tally(MIKKEL, "form.demo", days_ago(800), 1)]
    assert gains(rows) == [0.0]
