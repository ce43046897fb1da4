"""Levels weigh what they tell, and nothing where they tell nothing."""

import math
import random
from datetime import date

import pytest

from lorgnette.prediction.cases import Case
from lorgnette.prediction.facts import CHARACTERISTICS, NAMED, Facts, levels
from lorgnette.prediction.fit import OTHER, chance, fit
from tests.prediction.planted import deals

DAY = date(2026, 1, 1)


def talked(calls: int, industry: str = "") -> tuple[str, ...]:
    return levels(Facts(families={"talks": calls}, industry=industry))


def cases(won: int, lost: int, calls: int) -> list[Case]:
    seen = talked(calls)
    return [Case(n, DAY, DAY, n < won, seen) for n in range(won + lost)]


def test_what_tells_apart_is_learned_and_a_little_drawn_back():
    fitted = fit(cases(won=300, lost=100, calls=0) + cases(won=100, lost=300, calls=1))
    assert fitted.likelihood(talked(0)) == pytest.approx(0.75, abs=0.02)
    assert fitted.likelihood(talked(1)) == pytest.approx(0.25, abs=0.02)
    assert 0.5 < fitted.likelihood(talked(0)) < 0.75
    assert chance(fitted.start) == pytest.approx(0.5, abs=0.01)


def test_noise_weighs_next_to_nothing():
    fitted = fit(deals(5, signal=0.0))
    known = [w for of in fitted.weights.values() for level, w in of.items() if level]
    assert max(map(abs, known)) < 0.15
    loud = fit(deals(5, signal=2.0))
    assert max(abs(w) for of in loud.weights.values() for w in of.values()) > 0.5


def test_the_forecasts_of_what_was_learned_sum_to_what_was_won():
    given = deals(3, signal=1.0)
    fitted = fit(given)
    won = sum(case.won for case in given)
    assert math.fsum(fitted.likelihood(case.levels) for case in given) == pytest.approx(
        won, abs=0.1
    )


def test_weights_are_centred_on_a_deal_like_most():
    given = deals(3, signal=1.0)
    fitted = fit(given)
    for place, name in enumerate(CHARACTERISTICS):
        of = fitted.weights[name]
        met = math.fsum(of.get(case.levels[place], of[OTHER]) for case in given)
        assert met == pytest.approx(0, abs=1e-6)


def test_a_rare_word_of_the_crm_is_not_learned_and_tells_as_much_as_none():
    dice = random.Random(1)
    given = [Case(n, DAY, DAY, dice.random() < 0.5, talked(n % 3, "Food")) for n in range(200)]
    given += [Case(n, DAY, DAY, True, talked(0, "Casinos")) for n in range(5)]
    fitted = fit(given)
    assert "Casinos" not in fitted.weights["industry"]
    assert fitted.likelihood(talked(0, "Casinos")) == fitted.likelihood(talked(0, ""))
    assert set(NAMED) <= set(fitted.weights)


def test_the_order_of_the_deals_plays_no_part():
    given = deals(2, signal=1.0, count=300)
    shuffled = random.Random(9).sample(given, len(given))
    one, other = fit(given), fit(shuffled)
    for case in given[:20]:
        assert one.odds(case.levels) == pytest.approx(other.odds(case.levels), abs=1e-6)


def test_where_all_look_alike_everybody_gets_the_base_rate():
    fitted = fit(cases(won=30, lost=90, calls=0))
    assert fitted.likelihood(talked(0)) == pytest.approx(0.25, abs=0.001)
