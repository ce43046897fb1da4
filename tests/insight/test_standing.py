"""The headline and the counts beside the filters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorgnette.insight import narrowing, reach
from lorgnette.insight.filters import Choice, Filter
from lorgnette.insight.listed import listed
from lorgnette.insight.reach import holding, reach_of
from lorgnette.insight.standing import Counts, Headline, standing, tally_of
from lorgnette.scoring.models import AccountScore
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


def scored(seller, name, tenths, change=0):
    account = estate.account(name, seller, public_id=name)
    AccountScore.objects.filter(account=account).update(tenths=tenths, change=change)
    return account


def told(viewer, text=""):
    reach = reach_of(viewer)
    return standing(reach, holding(reach, text), tally_of(reach.scores()))


def headline(viewer):
    return told(viewer).headline


def counts(viewer, text=""):
    return told(viewer, text).counts


def test_the_headline_starts_with_the_account_that_jumped_highest(dafydd):
    scored(dafydd, "Leader", 900)
    scored(dafydd, "Nordhavn", 400, change=190)
    scored(dafydd, "Orne", 700, change=100)
    scored(dafydd, "Kestrel", 700, change=99)
    assert headline(estate.viewer(dafydd)) == Headline(4, 2, "Nordhavn", "Nordhavn")


def test_in_a_quiet_week_the_headline_names_who_leads(dafydd):
    scored(dafydd, "Nordhavn", 400)
    scored(dafydd, "Leader", 900, change=-60)
    assert headline(estate.viewer(dafydd)) == Headline(2, 0, "Leader", "Leader")


def test_without_a_score_the_headline_names_nobody(dafydd):
    estate.account("Nordhavn", dafydd)
    assert headline(estate.viewer(dafydd)) == Headline(1, 0, "", "")


def test_somebody_elses_jump_is_no_headline(dafydd):
    scored(estate.seller("Ana"), "Albufera", 900, change=300)
    assert headline(estate.viewer(dafydd)) == Headline(0, 0, "", "")


def test_the_counts_are_of_what_the_search_finds(dafydd):
    estate.deal(scored(dafydd, "Nordhavn", 400, change=100), 100)
    estate.deal(scored(dafydd, "Orne", 400, change=-100), 100)
    scored(dafydd, "Kestrel", 400)
    who = estate.viewer(dafydd)
    assert counts(who) == Counts(total=3, rising=1, cooling=1, pipeline=2)
    assert counts(who, "NORD") == Counts(total=1, rising=1, cooling=0, pipeline=1)


def test_a_word_that_very_many_hold_is_not_counted_and_finds_them_all_the_same(
    dafydd, monkeypatch, django_assert_max_num_queries
):
    for module in (reach, narrowing):
        monkeypatch.setattr(module, "FEW", 2)
    # More than few are also whose they are.
    for n in range(4):
        scored(dafydd, f"Nord {n}", 400 + n)
    scored(dafydd, "Orne", 900)
    who = estate.viewer(dafydd)
    assert counts(who, "nord") is None
    assert counts(who, "nord 3") == Counts(total=1, rising=0, cooling=0, pipeline=0)
    with django_assert_max_num_queries(14):
        found = listed(who, Choice(Filter(text="nord")))
    assert found.counts is None
    assert [row.name for row in found.page.rows] == ["Nord 3", "Nord 2", "Nord 1", "Nord 0"]


@pytest.mark.parametrize("text", ["", "account"])
@pytest.mark.parametrize("scope", ["own", "all"])
def test_ten_accounts_and_a_hundred_are_listed_in_the_same_queries(dafydd, text, scope):
    taken = []
    for first, last in ((0, 10), (10, 100)):
        for n in range(first, last):
            account = scored(dafydd, f"Account {n}", n, change=n)
            estate.deal(account, 100)
            estate.did(estate.person(account, f"Person {n}"), "web.pricing", days_ago=n % 9)
        estate.score_everything()
        with CaptureQueriesContext(connection) as asked:
            found = listed(estate.viewer(dafydd, scope=scope), Choice(Filter(text=text)))
        assert found.counts.pipeline == found.counts.total == last
        taken.append(len(asked))
    assert taken[0] == taken[1] <= 15
