"""The feed: what happened lately at all of one's accounts, by kind, over days that are said."""

import re

import pytest
from django.urls import reverse

from lorgnette.access.models import ALL
from lorgnette.accounts.models import Account
from lorgnette.insight import latest as feed
from lorgnette.insight.latest import latest
from tests.insight import estate
from tests.web_insight.test_person import plain
from tests.web_insight.test_queries import queries

FEED = "/activity/"


@pytest.fixture
def week(dafydd):
    """Ingrid at Nordhavn and Clémence at Orne; Marta is at Ana's Albufera."""
    ingrid = estate.person(estate.account("Nordhavn", dafydd), "Ingrid")
    clemence = estate.person(estate.account("Orne", dafydd), "Clémence")
    marta = estate.person(estate.account("Albufera", estate.seller("Ana")), "Marta")
    estate.did(ingrid, "form.demo")
    estate.did(clemence, "email.click", days_ago=1)
    estate.did(marta, "meeting.held")
    estate.did(ingrid, "call.held", days_ago=20)
    return ingrid, clemence, marta


def test_it_shows_the_last_seven_days_of_one_s_own_accounts(seen_by_dafydd, week):
    ingrid = week[0]
    response = seen_by_dafydd.get(FEED)
    body, page = response.content.decode(), plain(response)
    assert "The last 7 days at your accounts." in page
    assert "Today 1 Ingrid asked for a demonstration Nordhavn 12:00" in page
    assert "Yesterday 1 Clémence clicked a link in an e-mail Orne 12:00" in page
    assert "had a call" not in page
    assert "Marta" not in page
    assert f'href="{reverse("person", args=[ingrid.public_id])}"' in body
    nordhavn = Account.objects.get(name="Nordhavn")
    assert f'href="{reverse("account", args=[nordhavn.public_id])}"' in body
    assert re.search(r'href="/activity/" aria-current="page"', body)


def test_kinds_are_chosen_together_and_are_in_the_address(seen_by_dafydd, week):
    page = plain(seen_by_dafydd.get(FEED))
    assert "All 2 E-mail 1 Forms 1" in page
    body = seen_by_dafydd.get(FEED, {"type": "form"}).content.decode()
    assert "Clémence" not in body
    assert 'href="/activity/?type=form&amp;type=email"' in body
    assert re.search(r'href="/activity/" aria-current="true"', body)
    both = plain(seen_by_dafydd.get(FEED, {"type": ["form", "email"]}))
    assert "Clémence" in both
    assert "Ingrid" in both


def test_one_type_alone_can_be_asked_for(seen_by_dafydd, week):
    page = plain(seen_by_dafydd.get(FEED, {"type": "form.demo"}))
    assert "Ingrid" in page
    assert "Clémence" not in page
    assert "Asked for a demonstration" in page


@pytest.mark.parametrize(
    "query", [{"type": "x' OR 1=1"}, {"days": "x"}, {"days": "-1"}, {"cursor": "x"}]
)
def test_what_means_nothing_is_as_if_it_were_not_there(seen_by_dafydd, week, query):
    page = plain(seen_by_dafydd.get(FEED, query))
    assert "The last 7 days" in page
    assert "Ingrid asked" in page


def test_more_days_can_be_asked_for(seen_by_dafydd, week):
    page = plain(seen_by_dafydd.get(FEED, {"days": "30"}))
    assert "The last 30 days" in page
    assert "4 Nov 1 Ingrid had a call with us" in page


def test_where_nothing_happened_it_says_over_which_days_and_leads_on(seen_by_dafydd, dafydd):
    person = estate.person(estate.account("Nordhavn", dafydd), "Ingrid")
    estate.did(person, "call.held", days_ago=20)
    response = seen_by_dafydd.get(FEED)
    assert "Nobody at these accounts did anything in the last 7 days." in plain(response)
    assert '<a href="/activity/?days=30">Look further back' in response.content.decode()


def test_more_activities_follow_without_a_gap_or_a_repeat(seen_by_dafydd, week):
    estate.did(week[0], "web.visit", days_ago=2, times=12)
    estate.did(week[1], "web.visit", days_ago=2, times=30)
    body = seen_by_dafydd.get(FEED, {"type": "web"}).content.decode()
    seen = body.count('<li class="lg-doing"')
    more = re.search(r'hx-get="([^"]+cursor[^"]+)"', body)[1].replace("&amp;", "&")
    assert "type=web" in more
    rest = seen_by_dafydd.get(more, headers={"HX-Request": "true"}).content.decode()
    assert seen + rest.count('<li class="lg-doing"') == 42
    assert "Earlier activities" in plain(seen_by_dafydd.get(more))


@pytest.mark.parametrize("few", [2_000, 1])
def test_many_accounts_are_as_few(week, dafydd, few, monkeypatch):
    monkeypatch.setattr(feed, "FEW", few)
    shown = latest(estate.viewer(dafydd), 7).doings
    assert [row.person_name for row in shown.page.rows] == ["Ingrid", "Clémence"]
    everything = latest(estate.viewer(scope=ALL), 7).doings
    assert {row.person_name for row in everything.page.rows} == {"Ingrid", "Clémence", "Marta"}
    assert everything.counted.total == 3


def test_an_account_that_is_gone_is_gone_from_it(week):
    Account.objects.filter(name="Albufera").update(gone_at=estate.NOW)
    everything = latest(estate.viewer(scope=ALL), 7).doings
    assert "Marta" not in {row.person_name for row in everything.page.rows}


def test_thirty_accounts_ask_as_much_as_two(seen_by_dafydd, dafydd, week):
    few, _page = queries(seen_by_dafydd, FEED)
    for n in range(30):
        estate.did(estate.person(estate.account(f"A{n}", dafydd), f"P{n}"), "web.visit")
    many, _page = queries(seen_by_dafydd, FEED)
    assert many == few
