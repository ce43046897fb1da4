"""Why a score is what it is, and why it moved, in lines that add up."""

import pytest

from lorgnette.kernel import clock
from lorgnette.scoring.explain import Explanation, made_of, moved
from lorgnette.scoring.models import AccountScore
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
    found = made_of(nordhavn.pk)
    assert found.tenths == AccountScore.objects.get(pk=nordhavn.pk).tenths > 500
    assert sum(share.tenths for share in found.by_type) == found.tenths
    assert sum(share.tenths for share in found.by_person) == found.tenths
    assert [share.type for share in found.by_type] == ["web.pricing", "form.demo", "web.document"]
    assert (found.by_type[0].count, found.by_type[0].people) == (9, 3)
    assert found.by_person[0].last_day == TODAY


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
    assert made_of(account.pk) == Explanation(0, (), ())
    assert moved([account.pk]) == {}


def test_the_lines_add_up_although_news_came_in_after_the_score(nordhavn, source):
    did(story.person("Thor", source), nordhavn, "meeting.held", 1)
    found, movement = made_of(nordhavn.pk), moved([nordhavn.pk])[nordhavn.pk]
    assert sum(share.tenths for share in found.by_person) == found.tenths
    assert sum(move.tenths for move in movement.moves) == movement.change


def test_a_page_of_accounts_takes_two_queries(nordhavn, source, django_assert_num_queries):
    other = story.account("Ahlmann", source)
    with clock.pretend(NOON):
        rescore(None)
    with django_assert_num_queries(2):
        assert set(moved([nordhavn.pk, other.pk])) == {nordhavn.pk, other.pk}
