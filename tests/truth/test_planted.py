"""Ranking by the score finds planted hot accounts; a plain sum and the latest activity do not."""

import os

import pytest

from tests.truth.planted import HOT, planted
from tests.truth.ranking import Found, by_model, by_recency, compared, found

SEEDS = range(100 if os.environ.get("LORGNETTE_TRUST") == "long" else 20)
# How much nearer to the truth, of 1.
AHEAD = 0.3


@pytest.fixture(scope="module")
def ways():
    """The mean of each way to rank, over the seeds."""
    return compared(SEEDS)


@pytest.mark.parametrize("rival", ["sum", "sum of humans", "recency"])
def test_the_score_finds_the_hot_accounts_far_better_than(ways, rival):
    assert is_far_better(ways["score"], ways[rival]), ways
    assert ways["score"].ndcg > 0.85
    assert ways["score"].precision > 0.75


def test_a_score_that_were_a_plain_sum_would_fail_here(ways):
    assert not is_far_better(ways["sum"], ways["sum of humans"])
    assert not is_far_better(ways["sum"], ways["recency"])
    assert ways["sum"].ndcg < 0.85


def test_who_is_hot_is_the_same_for_a_seed_and_not_for_another():
    one = planted(7)
    assert one == planted(7)
    assert one.tallies != planted(8).tallies
    assert sum(heat > 0 for heat in one.heat.values()) == HOT


def test_a_perfect_ranking_is_1_and_a_blind_one_0():
    heat = planted(1).heat
    perfect = sorted(heat, key=lambda account: -heat[account])
    assert found(perfect, heat) == Found(1.0, 1.0)
    assert found(perfect[::-1], heat) == Found(0.0, 0.0)


def test_a_ranking_holds_every_account_once():
    one = planted(3)
    assert sorted(by_model(one)) == sorted(by_recency(one)) == sorted(one.heat)


def is_far_better(one: Found, rival: Found) -> bool:
    return one.ndcg > rival.ndcg + AHEAD and one.precision > rival.precision + AHEAD
