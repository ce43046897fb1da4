"""The terms of a likelihood sum exactly to it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lorgnette.prediction.facts import CHARACTERISTICS, Facts, levels
from lorgnette.prediction.fit import Fitted
from lorgnette.prediction.terms import explained

SEEN = levels(Facts(families={"talks": 2}, people=3, industry="Food"))
numbers = st.floats(-6, 6, allow_nan=False)


def fitted(start: float, parts: list[float]) -> Fitted:
    named = zip(CHARACTERISTICS, SEEN, parts, strict=True)
    return Fitted(start, {name: {level: part} for name, level, part in named})


parts = st.lists(numbers, min_size=len(CHARACTERISTICS), max_size=len(CHARACTERISTICS))


@given(numbers, parts)
@settings(max_examples=300, deadline=None)
def test_points_and_log_odds_sum_exactly_to_what_is_shown(start, given_parts):
    told = explained(fitted(start, given_parts), SEEN)
    assert told.start + sum(term.points for term in told.terms) == told.percent
    assert told.start_odds + sum(term.odds for term in told.terms) == told.odds
    assert 1 <= told.percent <= 99
    for term in told.terms:
        part = given_parts[CHARACTERISTICS.index(term.name)]
        assert abs(term.odds - 100 * part) <= 1.01


def test_what_adds_nothing_is_left_out_and_the_most_comes_first():
    few = [0.0] * len(CHARACTERISTICS)
    few[CHARACTERISTICS.index("people")], few[CHARACTERISTICS.index("talks")] = 1.0, -0.5
    told = explained(fitted(-0.5, few), SEEN)
    assert [(term.name, term.level, term.odds) for term in told.terms] == [
        ("people", "3", 100),
        ("talks", "1", -50),
    ]
    assert (told.percent, told.start, told.odds, told.start_odds) == (50, 38, 0, -50)
    assert [term.points for term in told.terms] == [24, -12]
