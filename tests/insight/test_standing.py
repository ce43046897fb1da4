"""The headline and the counts beside the filters."""

import pytest

from lorgnette.insight.standing import Counts, Headline, counts, headline
from lorgnette.scoring.models import AccountScore
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


def scored(seller, name, tenths, change=0):
    account = estate.account(name, seller, public_id=name)
    AccountScore.objects.filter(account=account).update(tenths=tenths, change=change)
    return account


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
