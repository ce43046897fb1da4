"""The small tools that a company and its past are made with."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.kernel import clock
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.operations.demo.cultures import Subjects, cultures, draw
from lorgnette.operations.demo.quotas import quotas
from lorgnette.operations.demo.rounds import END_OF_YEAR, FATES, NEVER, ROUNDS, Round
from lorgnette.operations.demo.stories import FREQUENCY, VOLUME, tell
from lorgnette.operations.demo.telling import Telling
from lorgnette.operations.demo.writing import Taken, local_part, slug

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=60))
def test_quotas_sum_and_keep_their_proportion(total, weights):
    shares = quotas(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) <= 1.001


def test_nothing_is_shared_out_among_nobody():
    assert quotas(0, [0.0, 0.0]) == [0, 0]
    with pytest.raises(ValueError, match="nobody"):
        quotas(3, [0.0])


@pytest.mark.parametrize("name", list(cultures()))
def test_every_list_makes_names_that_are_taken_and_addresses_that_parse(name):
    culture, dice = cultures()[name], random.Random(1)
    for _ in range(40):
        first, last = culture.person(dice)
        assert clean_name(first) == first
        assert clean_name(last) == last
        assert parse_address(f"{local_part(first, last)}@aubier.example")
        if not culture.people_only:
            firm, form, industry = culture.firm(dice, culture.cities[0])
            assert clean_name(f"{firm} {form}") == f"{firm} {form}"
            assert slug(firm)
            assert industry
            assert "{" not in firm


@pytest.mark.parametrize("name", list(cultures()))
def test_every_list_has_a_word_for_everything(name):
    subjects = cultures()[name].subjects
    assert all(getattr(subjects, kind) for kind in Subjects.__dataclass_fields__)


def test_companies_are_drawn_where_companies_are_named():
    dice = random.Random(1)
    assert not any(draw(dice, firms=True).people_only for _ in range(500))


def test_names_become_addresses():
    assert local_part("Aoife", "Ní Bhriain") == "aoife.nibhriain"
    assert local_part("Jean-Baptiste", "Le Goff") == "jean-baptiste.legoff"
    assert local_part("Yuki", "Tanabe (田辺 由紀)") == "yuki.tanabe"
    assert local_part("Ελένη", "Παπαδοπούλου (Eleni)") == "eleni"
    assert slug("Kıvılcım Enerji") == "kivilcim-enerji"


def test_the_second_of_a_name_gets_a_number():
    taken = Taken()
    assert [taken.unique("ann") for _ in range(3)] == ["ann", "ann2", "ann3"]


@pytest.mark.parametrize("story", list(FREQUENCY))
@pytest.mark.parametrize("days", [1, 7, 180])
def test_every_story_can_be_told_over_any_time(story, days):
    for seed in range(20):
        told = tell(story, days, random.Random(seed))
        assert len(told.weights) == days
        assert all(weight >= 0 for weight in told.weights)
        assert sum(told.weights) > 0
    assert VOLUME[story] > 0


def test_things_happen_in_the_order_of_time_and_bring_others_about():
    telling, said = Telling(NOON), []

    def say(word, again=None):
        said.append((word, clock.now()))
        if again:
            telling.at(clock.now() + timedelta(hours=1), lambda: say(again))

    telling.at(NOON - timedelta(hours=1), lambda: say("third"))
    telling.at(NOON - timedelta(hours=3), lambda: say("first", again="second"))
    telling.at(NOON + timedelta(hours=1), lambda: say("never"))
    telling.tell()
    assert [word for word, _at in said] == ["first", "second", "third"]
    assert said[1][1] == NOON - timedelta(hours=2)


def test_access_of_a_round_ends_when_it_says():
    today = date(2026, 11, 24)

    def ends(until):
        return Round(days_ago=1, hour=9, until=until, fates={}).last_day(today)

    assert ends(NEVER) is None
    assert ends(-9) == date(2026, 11, 15)
    assert ends(END_OF_YEAR) == date(2026, 12, 31)
    late = Round(days_ago=1, hour=9, until=END_OF_YEAR, fates={})
    assert late.last_day(date(2026, 12, 20)) == date(2027, 12, 31)


def test_the_rounds_of_the_past_are_well_formed():
    for this in ROUNDS:
        assert set(this.fates) <= set(FATES)
        assert set(this.known.values()) <= set(this.fates)
    assert {fate for this in ROUNDS for fate in this.fates} == set(FATES)
    assert len({this.days_ago for this in ROUNDS}) == len(ROUNDS)
