"""The door at which open pages ask whether anything changed."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from lorgnette.accounts import stirred
from lorgnette.kernel import clock
from tests.cast import people
from tests.insight import estate


@pytest.fixture
def nordhavn(dafydd):
    made = estate.account("Nordhavn", dafydd)
    estate.score_everything()
    return made


@pytest.fixture
def albufera(dafydd):
    return estate.account("Albufera", estate.seller("Ana"))


def asked_by(browser, page, **query):
    """The address and the mark that an open page asks with."""
    body = browser.get(page, query).content.decode()
    return map(unescape, re.search(r'data-lg-live="([^"]+)" data-lg-mark="([^"]+)"', body).groups())


def look(browser, address, mark):
    return browser.get(f"{address}&mark={mark}", headers={"HX-Request": "true"})


def account_of(account):
    return reverse("account", args=[account.public_id])


def test_nothing_new_is_an_empty_answer_that_nobody_keeps(seen_by_dafydd, nordhavn):
    for page in (reverse("accounts"), account_of(nordhavn), reverse("activity")):
        response = look(seen_by_dafydd, *asked_by(seen_by_dafydd, page))
        assert (response.status_code, response.content) == (204, b"")
        assert "no-store" in response["Cache-Control"]


def test_what_is_noted_after_the_page_was_read_is_told_once(seen_by_dafydd, nordhavn):
    for page in (reverse("accounts"), account_of(nordhavn)):
        address, mark = asked_by(seen_by_dafydd, page)
        stirred.note([nordhavn.pk])
        told = look(seen_by_dafydd, address, mark).json()
        assert (told["changed"], told["words"]) == (True, "")
        assert look(seen_by_dafydd, address, told["mark"]).status_code == 204


def test_what_happens_at_others_accounts_moves_the_mark_and_nothing_else(
    seen_by_dafydd, nordhavn, albufera
):
    address, mark = asked_by(seen_by_dafydd, reverse("accounts"))
    stirred.note([albufera.pk])
    told = look(seen_by_dafydd, address, mark).json()
    assert (told["changed"], told["mark"] != mark) == (False, True)


def test_the_feed_tells_how_many_are_new_as_it_is_narrowed(seen_by_dafydd, nordhavn):
    all_, mails = (
        list(asked_by(seen_by_dafydd, reverse("activity"), **query))
        for query in ({}, {"type": "email"})
    )
    assert "type=email" in mails[0]
    ingrid = estate.person(nordhavn, "Ingrid")
    estate.did(ingrid, "web.pricing", times=2)
    estate.did(ingrid, "email.click")
    stirred.note([nordhavn.pk])
    assert look(seen_by_dafydd, *all_).json()["words"] == "3 new activities · show"
    assert look(seen_by_dafydd, *mails).json()["words"] == "1 new activity · show"


def test_the_feed_says_nothing_of_news_without_activities(seen_by_dafydd, nordhavn):
    address, mark = asked_by(seen_by_dafydd, reverse("activity"))
    stirred.note([nordhavn.pk])
    assert look(seen_by_dafydd, address, mark).json()["changed"] is False


@pytest.mark.parametrize("ref", ["albufera", "nothing", ""])
def test_an_account_that_she_does_not_see_is_not_found(seen_by_dafydd, nordhavn, albufera, ref):
    ref = albufera.public_id if ref == "albufera" else ref
    response = seen_by_dafydd.get(reverse("live"), {"page": "account", "ref": ref})
    assert response.status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"page": "x", "mark": "x"},
        {"page": "feed", "days": "9" * 50, "type": "\0"},
        {"page": "feed", "days": "²", "mark": "💥"},
    ],
)
def test_nonsense_hears_that_anything_may_have_changed(seen_by_dafydd, nordhavn, query):
    response = seen_by_dafydd.get(reverse("live"), query)
    assert response.status_code == 200
    assert response.json()["mark"]


def test_an_access_that_ended_is_told_to_the_page_at_once(client, dafydd, nordhavn):
    user = people.dafydd()
    people.granted(user.member, last_day=estate.TODAY)
    browser = people.signed_in(client, user)
    address, mark = asked_by(browser, reverse("accounts"))
    assert look(browser, address, mark).status_code == 204
    end = clock.end_of_day(estate.TODAY, people.PARIS)
    with clock.pretend(end):
        response = look(browser, address, mark)
    assert (response.status_code, response["HX-Refresh"]) == (403, "true")
    with clock.pretend(end - timedelta(seconds=1)):
        assert look(browser, address, mark).status_code == 204


def test_a_session_that_ended_leads_to_the_sign_in_and_back(client, seen_by_dafydd, nordhavn):
    address, mark = asked_by(seen_by_dafydd, reverse("accounts"))
    seen_by_dafydd.logout()
    response = seen_by_dafydd.get(
        f"{address}&mark={mark}",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/accounts/?q=nord"},
    )
    assert response.status_code == 204
    assert response["HX-Redirect"].endswith("?next=/accounts/%3Fq%3Dnord")


def test_asking_costs_as_many_queries_however_many_accounts_there_are(
    seen_by_dafydd, dafydd, nordhavn, django_assert_max_num_queries
):
    for n in range(30):
        estate.account(f"Account {n}", dafydd)
    address, mark = asked_by(seen_by_dafydd, reverse("accounts"))
    with django_assert_max_num_queries(9):
        assert look(seen_by_dafydd, address, mark).status_code == 204


def test_whoever_looks_as_her_hears_what_she_does_until_it_is_over(
    client, dafydd, nordhavn, albufera
):
    user = people.dafydd()
    people.granted(user.member)
    helene = people.signed_in(client, people.helene())
    helene.post(reverse("view_as_member", args=[user.member.public_id]))
    address, mark = asked_by(helene, reverse("accounts"))
    stirred.note([albufera.pk])
    assert look(helene, address, mark).json()["changed"] is False
    stirred.note([nordhavn.pk])
    assert look(helene, address, mark).json()["changed"] is True
    with clock.pretend(estate.NOW + timedelta(hours=2)):
        over = look(helene, address, mark)
    assert (over.status_code, over["HX-Redirect"]) == (204, reverse("home"))
