"""When activities make a moment, to the edge of each window."""

from lorgnette.accounts.models import Person
from lorgnette.scoring.moments.definition import (
    ACCOUNT,
    BACK,
    COUNT,
    FIRST,
    OVER,
    PEOPLE,
    Condition,
    Definition,
)
from lorgnette.scoring.moments.models import Moment
from tests.scoring_moments.tale import Did, Tale, days

ADA, BO, CLEO = range(3)
PRICES = ("web.pricing",)


def told(tale: Tale, definition: Definition, *deeds: Did) -> list[float]:
    """How many hours before noon the rule’s moments were."""
    version = tale.rule(definition)
    tale.happen(deeds)
    tale.follow()
    return tale.hours(version)


def test_each_time_is_each_time_of_the_wanted_kind(tale):
    seen = told(tale, Definition(types=PRICES), Did(ADA, "web.pricing", 3), Did(BO, "web.visit", 2))
    assert seen == [3]


def test_two_alike_at_one_instant_are_one_and_two_that_differ_are_two(tale):
    deeds = [Did(ADA, "web.pricing", 3, "Gold"), Did(ADA, "web.pricing", 3, "Gold")]
    assert told(tale, Definition(types=PRICES), *deeds, Did(ADA, "web.pricing", 3, "Tin")) == [3, 3]


def test_the_first_time_of_a_person_is_one_for_each(tale):
    deeds = [Did(ADA, "web.visit", 9), Did(ADA, "web.visit", 5), Did(BO, "web.visit", 2)]
    assert told(tale, Definition(when=FIRST), *deeds) == [9, 2]


def test_the_first_time_of_an_account_is_one_for_all_its_people(tale):
    deeds = [Did(ADA, "web.visit", 9), Did(BO, "web.visit", 5), Did(CLEO, "web.visit", 2)]
    assert told(tale, Definition(when=FIRST, scope=ACCOUNT), *deeds) == [9, 2]


def test_an_earlier_first_that_comes_late_takes_the_place_of_the_later(tale):
    version = tale.rule(Definition(when=FIRST))
    tale.happen([Did(ADA, "web.visit", 5)])
    tale.follow()
    tale.happen([Did(ADA, "web.visit", 9)])
    tale.follow()
    assert tale.hours(version) == [9]


def test_a_window_of_seven_days_begins_after_its_first_instant(tale):
    thrice = Definition(types=PRICES, when=COUNT, number=3, days=7, pause=7)
    just_over = [Did(ADA, "web.pricing", hours) for hours in (168, 50, 0)]
    assert told(tale, thrice, *just_over) == []


def test_a_window_of_seven_days_holds_what_is_an_instant_younger(tale):
    thrice = Definition(types=PRICES, when=COUNT, number=3, days=7, pause=7)
    within = [Did(ADA, "web.pricing", hours) for hours in (168 - 1 / 3600, 50, 0)]
    assert told(tale, thrice, *within) == [0]


def test_another_person_does_not_count_for_one_but_for_the_account(tale):
    deeds = [Did(ADA, "web.pricing", 30), Did(BO, "web.pricing", 20)]
    assert told(tale, Definition(when=COUNT, number=2, days=7, pause=7), *deeds) == []
    account = tale.rule(Definition(when=COUNT, number=2, days=7, pause=7, scope=ACCOUNT))
    assert len(tale.rebuilt(account)) == 1


def test_a_pause_ends_to_the_instant(tale):
    daily = Definition(types=PRICES, pause=2)
    deeds = [Did(ADA, "web.pricing", hours) for hours in (*days(5), 73, *days(3, 1))]
    assert told(tale, daily, *deeds) == [*days(5), *days(3), *days(1)]


def test_three_people_are_three_different_ones(tale):
    three = Definition(when=PEOPLE, number=2, days=7, pause=30, scope=ACCOUNT)
    twice = [Did(ADA, "web.visit", 30), Did(ADA, "web.visit", 20), Did(CLEO, "web.visit", 10)]
    assert told(tale, three, *twice) == []
    version = tale.rule(three)
    tale.happen([Did(BO, "web.visit", 5)])
    tale.follow()
    assert Moment.objects.get(version=version).values["count"] == 2


def test_over_means_more_than_and_also_a_number_in_words(tale):
    rule = Definition(when=OVER, property="seats", threshold=10)
    deeds = [
        Did(ADA, "form.demo", hours, "", {"seats": seats})
        for hours, seats in ((9, 10), (8, "10.5"), (7, "many"), (6, None), (5, 11))
    ]
    assert told(tale, rule, *deeds) == [8, 5]


def test_coming_back_needs_a_silence_and_somebody_who_was_there_before(tale):
    rule = Definition(when=BACK, days=90, scope=ACCOUNT)
    deeds = [Did(ADA, "web.visit", days(100)[0]), Did(BO, "web.visit", days(10)[0])]
    assert told(tale, rule, *deeds, Did(ADA, "web.visit", 1), Did(CLEO, "web.visit", 1)) == [240]


def test_conditions_on_properties_must_all_hold(tale):
    rule = Definition(
        conditions=(Condition("plan", "equals", "Gold"), Condition("page.path", "contains", "/pr"))
    )
    right = {"plan": "GOLD", "page": {"path": "/Prices"}}
    deeds = [Did(ADA, "web.visit", 3, "", right), Did(ADA, "web.visit", 2, "", {"plan": "gold"})]
    assert told(tale, rule, *deeds) == [3]


def test_the_subject_is_a_property_too(tale):
    rule = Definition(conditions=(Condition("subject", "contains", "prices"),))
    deeds = [Did(ADA, "web.visit", 3, "Prices of the core"), Did(ADA, "web.visit", 2, "Jobs")]
    assert told(tale, rule, *deeds) == [3]


def test_machines_make_no_moments(tale):
    version = tale.rule(Definition())
    row = tale.happen([Did(ADA, "web.visit", 3)])[0]
    tale.follow()
    tale.forget(row)
    tale.follow()
    assert tale.hours(version) == []


def test_somebody_deleted_takes_their_moments_along(tale):
    tale.rule(Definition())
    tale.happen([Did(ADA, "web.visit", 3), Did(BO, "web.visit", 2)])
    tale.follow()
    Person.objects.filter(pk=tale.people[ADA].pk).delete()
    assert [moment.person_id for moment in Moment.objects.all()] == [tale.people[BO].pk]
