"""Only later deals judge, and only by what was known before."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lorgnette.prediction.cases import Case
from lorgnette.prediction.facts import Facts, levels
from lorgnette.prediction.trial import STRETCHES, stretches, tried
from tests.prediction.planted import deals

DAY = date(2026, 1, 1)
SAME = levels(Facts(families={}))

spans = st.tuples(st.integers(0, 300), st.integers(0, 200), st.booleans())


@given(st.lists(spans, max_size=60))
@settings(max_examples=60, deadline=None)
def test_nothing_is_learned_from_what_was_decided_after_a_judged_deal_was_looked_at(found):
    cases = [
        Case(n, DAY + timedelta(days=day), DAY + timedelta(days=day + length), won, SAME)
        for n, (day, length, won) in enumerate(found)
    ]
    judged = 0
    for learned, later in stretches(cases):
        judged += len(later)
        for case in later:
            assert all(one.closed_on < case.day for one in learned)
    assert judged >= len(cases) // 2 * bool(cases)


def test_no_deal_is_judged_twice():
    cases = deals(1, signal=0.0, count=200)
    later = [case for _learned, part in stretches(cases) for case in part]
    assert len(set(later)) == len(later)
    assert len(list(stretches(cases))) == STRETCHES


def test_a_signal_is_skill_and_noise_is_none():
    signal, noise = tried(deals(1, signal=1.5)), tried(deals(1, signal=0.0))
    assert signal.skill > 0.1 > 0.05 > noise.skill
    assert signal.bound < signal.skill
    assert signal.bound > 0 > noise.bound


def test_forecasts_come_true_in_every_group():
    found = tried(deals(4, signal=1.5, count=3_000))
    assert len(found.groups) == 5
    assert sum(group.deals for group in found.groups) == found.won + found.lost
    for group in found.groups:
        assert group.won / group.deals == pytest.approx(group.forecast, abs=0.1)


def test_what_the_whole_time_has_in_common_is_no_skill():
    """Interest and the share that is won rise together, and tell nothing of any one deal."""
    assert tried(deals(1, signal=0.0, drift=2.0)).skill < 0.02


def test_deals_of_one_account_do_not_make_it_surer_than_one_deal_would():
    cases = deals(6, signal=1.5)
    apart = [case._replace(account=n) for n, case in enumerate(cases)]
    ten_times = [case for case in apart for _ in range(10)]
    once, often = tried(apart), tried(ten_times)
    assert often.skill - often.bound == pytest.approx(once.skill - once.bound, rel=0.35)


@pytest.mark.parametrize("count", [0, 1, 3, 30])
def test_of_too_few_nothing_is_said(count):
    found = tried(deals(1, signal=1.0, count=count))
    assert (found.skill, found.bound, found.won + found.lost) == (None, None, 0)


def test_where_all_were_won_nothing_is_said():
    cases = [case._replace(won=True) for case in deals(1, signal=0.0, count=300)]
    assert tried(cases).skill is None


def test_the_order_of_the_deals_plays_no_part():
    cases = deals(1, signal=1.0, count=400)
    shuffled = random.Random(4).sample(cases, len(cases))
    assert tried(shuffled).skill == pytest.approx(tried(cases).skill, abs=1e-9)
