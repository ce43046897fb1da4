"""Why a score is what it is, and why it moved, in lines that add up."""

import pytest

from lorgnette.kernel import clock
from lorgnette.scoring.explain import explanation, moved
from lorgnette.scoring.models import AccountScore, ScoreDetail
from lorgnette.scoring.rescore import rescore
from tests.scoring import story
from tests.scoring.story import NOON, TODAY, did

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return story.source()


@pytest.fixture
def nordhavn(source):
    """Three people looked at prices this week; long before, Ingrid visited often."""
    account = story.account("Nordhavn", source)
    people = [story.person(name, source) for name in ("Ingrid", "Mikkel", "Aïcha")]
    for one in people:
        did(one, account, "web.pricing", 2, times=3)
    did(people[0], account, "form.demo", 0)
    for days_ago in (20, 25, 30):
        did(people[0], account, "web.document", days_ago, times=2)
    did(people[0], account, "email.open", 1)
    with clock.pretend(NOON):
        rescore(None)
    return account


def test_the_parts_sum_to_the_score_by_type_and_by_person(nordhavn):
    found = explanation(nordhavn.pk, 10)
    assert found.tenths == AccountScore.objects.get(pk=nordhavn.pk).tenths > 500
    assert sum(share.tenths for share in found.types) == found.tenths
    assert sum(share.tenths for share in found.persons) == found.tenths
    assert [share.type for share in found.types] == ["web.pricing", "form.demo", "web.document"]
    assert (found.types[0].count, found.types[0].people) == (9, 3)
    assert found.persons[0].last_day == TODAY


def test_why_it_moved_names_what_is_new_and_what_fades(nordhavn):
    movement = moved([nordhavn.pk])[nordhavn.pk]
    assert movement.change == AccountScore.objects.get(pk=nordhavn.pk).change
    assert sum(move.tenths for move in movement.moves) == movement.change
    pricing, demo, fade = movement.moves
    assert (pricing.kind, pricing.type, pricing.people, pricing.count) == (
        "new",
        "web.pricing",
        3,
        9,
    )
    assert (pricing.person_id, demo.type) == (None, "form.demo")
    assert demo.person_id == nordhavn_person("Ingrid").pk
    assert (fade.kind, fade.type, (TODAY - fade.last_day).days) == ("fade", "", 20)
    assert fade.tenths < 0 < demo.tenths < pricing.tenths


def nordhavn_person(name):
    return story.Person.objects.get(name=name)


def test_a_quiet_account_only_fades(source):
    account = story.account("Ahlmann", source)
    did(story.person("Jürgen", source), account, "meeting.held", 30, times=3)
    with clock.pretend(NOON):
        rescore(None)
    movement = moved([account.pk])[account.pk]
    assert [move.kind for move in movement.moves] == ["fade"]
    assert movement.moves[0].tenths == movement.change < 0


def test_an_account_without_a_score_has_nothing_to_explain(source):
    account = story.account("New", source)
    with clock.pretend(NOON):
        found = explanation(account.pk, 10)
    assert (found.day, found.tenths, found.change, found.people) == (TODAY, 0, 0, 0)
    assert (found.types, found.persons, found.moves) == ((), (), ())
    assert moved([account.pk]) == {}


def test_what_happened_since_the_score_is_told_with_the_next_one(nordhavn, source):
    before = explanation(nordhavn.pk, 10)
    did(story.person("Thor", source), nordhavn, "meeting.held", 1)
    assert explanation(nordhavn.pk, 10) == before
    with clock.pretend(NOON):
        rescore([nordhavn.pk])
    assert explanation(nordhavn.pk, 10).people == before.people + 1


@pytest.mark.parametrize("news", [False, True])
def test_where_the_detail_follows_later_it_is_computed_and_adds_up_all_the_same(
    nordhavn, source, news
):
    """A version before this one, or a new model's ranks, write the score alone."""
    stored, why = explanation(nordhavn.pk, 10), moved([nordhavn.pk])
    if news:
        did(story.person("Thor", source), nordhavn, "meeting.held", 1)
    ScoreDetail.objects.update(tenths=1)
    found, movement = explanation(nordhavn.pk, 10), moved([nordhavn.pk])
    assert (found == stored) is (movement == why) is not news
    assert sum(share.tenths for share in found.persons) == found.tenths == stored.tenths
    assert sum(share.tenths for share in found.types) == found.tenths
    assert sum(move.tenths for move in found.moves) == found.change == stored.change
    assert movement[nordhavn.pk].moves == tuple(found.moves)


def test_a_page_of_accounts_takes_one_query_for_ten_and_for_a_hundred(
    source, django_assert_num_queries
):
    ids = []
    for n in range(100):
        account = story.account(f"Account {n}", source)
        did(story.person(f"Person {n}", source), account, "web.pricing", 1)
        ids.append(account.pk)
    with clock.pretend(NOON):
        rescore(None)
    for count in (10, 100):
        with django_assert_num_queries(1):
            assert set(moved(ids[:count])) == set(ids[:count])


def test_an_account_is_explained_in_two_queries_by_whomever_it_is_moved(
    source, django_assert_num_queries
):
    for count in (1, 50):
        account = story.account(f"Of {count}", source)
        for n in range(count):
            did(story.person(f"Person {count} {n}", source), account, "web.pricing", n % 9)
        with clock.pretend(NOON):
            rescore([account.pk])
        with django_assert_num_queries(2):
            assert explanation(account.pk, 7).people == count
