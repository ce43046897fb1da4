"""What a page that is open hears of: its accounts, and no others."""

import pytest

from lorgnette.accounts import stirred
from lorgnette.activities import touched
from lorgnette.activities.models import Activity
from lorgnette.insight import live
from lorgnette.insight.latest import MOST_NEW
from lorgnette.scoring.follow import follow
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


@pytest.fixture
def nordhavn(dafydd):
    return estate.account("Nordhavn", dafydd)


@pytest.fixture
def albufera():
    return estate.account("Albufera", estate.seller("Ana"))


def hears(who, mark):
    return live.of_accounts(who, mark).changed


def test_a_list_hears_of_its_own_accounts_and_goes_on_from_there(dafydd, nordhavn):
    who, mark = estate.viewer(dafydd), live.mark()
    assert not hears(who, mark)
    stirred.note([nordhavn.pk])
    news = live.of_accounts(who, mark)
    assert news.changed
    assert not hears(who, news.mark)


def test_what_happens_to_others_is_passed_over(dafydd, nordhavn, albufera):
    who, mark = estate.viewer(dafydd), live.mark()
    stirred.note([albufera.pk])
    news = live.of_accounts(who, mark)
    assert (news.changed, news.mark != mark) == (False, True)
    assert hears(estate.viewer(scope="all"), mark)


def test_an_account_that_became_hers_is_heard_of(dafydd, albufera):
    who, mark = estate.viewer(dafydd), live.mark()
    estate.on_team(albufera, dafydd)
    stirred.note([albufera.pk])
    assert hears(who, mark)


def test_a_night_s_run_over_all_accounts_is_heard_of(dafydd, nordhavn):
    mark = live.mark()
    estate.score_everything()
    assert hears(estate.viewer(dafydd), mark)


def test_a_score_that_follows_an_activity_is_heard_of(dafydd, nordhavn, albufera):
    mine, hers = live.mark(), live.mark()
    estate.did(estate.person(nordhavn, "Ingrid"), "web.pricing")
    from_follow()
    assert live.of_account(estate.viewer(dafydd), nordhavn.public_id, mine).changed
    assert not live.of_account(estate.viewer(scope="all"), albufera.public_id, hers).changed


def from_follow():
    """As the worker does."""
    touched.mark(set(Activity.objects.values_list("account_id", flat=True)))
    assert follow() > 0


def test_an_account_that_is_not_hers_any_more_is_as_none(dafydd, nordhavn):
    mark = live.mark()
    nordhavn.owner = estate.seller("Ana")
    nordhavn.save()
    assert live.of_account(estate.viewer(dafydd), nordhavn.public_id, mark) is None
    assert live.of_account(estate.viewer(dafydd), "nothing", mark) is None


def test_a_forged_mark_hears_of_anything(dafydd, nordhavn):
    for mark in ("", "x", live.mark() + "x"):
        assert hears(estate.viewer(dafydd), mark)


def test_the_feed_counts_what_came_until_it_is_read_again(dafydd, nordhavn, albufera):
    who, ingrid = estate.viewer(dafydd), estate.person(nordhavn, "Ingrid")
    estate.did(ingrid, "web.visit", times=3)
    mark = live.feed_mark()
    estate.did(ingrid, "web.pricing", times=2)
    estate.did(ingrid, "web.pricing", days_ago=40)
    estate.did(estate.person(albufera, "Joan"), "web.pricing")
    assert live.of_feed(who, 7, [], mark).new == 0
    stirred.note([nordhavn.pk])
    news = live.of_feed(who, 7, [], mark)
    assert (news.changed, news.new) == (True, 2)
    assert live.of_feed(who, 90, [], mark).new == 3
    assert live.of_feed(who, 7, ["email"], mark).new == 0
    assert live.of_feed(estate.viewer(scope="all"), 7, [], mark).new == 3
    estate.did(ingrid, "form.demo")
    stirred.note([nordhavn.pk])
    assert live.of_feed(who, 7, [], news.mark).new == 3


def test_the_feed_counts_no_further_than_it_says(dafydd, nordhavn):
    mark = live.feed_mark()
    for n in range(5):
        estate.did(estate.person(nordhavn, f"Person {n}"), "web.visit", days_ago=n % 3, times=24)
    stirred.note([nordhavn.pk])
    assert live.of_feed(estate.viewer(dafydd), 7, [], mark).new == MOST_NEW + 1


def test_asking_costs_one_query_while_nothing_is_new(dafydd, nordhavn, django_assert_num_queries):
    for n in range(20):
        estate.account(f"Account {n}", dafydd)
    mark, who = live.mark(), estate.viewer(dafydd)
    with django_assert_num_queries(1):
        live.of_accounts(who, mark)
    with django_assert_num_queries(1):
        live.of_feed(who, 7, [], mark)
    with django_assert_num_queries(2):
        live.of_account(who, nordhavn.public_id, mark)
    stirred.note([nordhavn.pk])
    with django_assert_num_queries(2):
        live.of_accounts(who, mark)
