"""Best bets on their page and on an account’s: why, putting off, undoing."""

import re

import pytest
from django.urls import reverse

from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring.marks.save import save
from tests.insight import estate
from tests.insight.test_best_bets import FIXED_RULES
from tests.web_insight.test_accounts import text_of

BETS = "/best-bets/"


@pytest.fixture
def ingrid(dafydd):
    made = estate.person(estate.account("Nordhavn", dafydd), "Ingrid Sørlie", "Finance Director")
    made.address = "ingrid@nordhavn.example"
    made.phone = "+45 86 12 34 56"
    made.save()
    estate.did(made, "form.demo")
    estate.did(made, "web.pricing", days_ago=1, times=3)
    estate.score_everything()
    save(SYSTEM, FIXED_RULES, seen=0)
    return made


def not_now(browser, person, **more):
    given = {"person": person.public_id, "next": BETS} | more
    return browser.post(reverse("not_now"), given, follow=True)


def test_the_page_says_whom_to_call_why_and_how(seen_by_dafydd, ingrid):
    page = seen_by_dafydd.get(BETS)
    text = text_of(page)
    assert "Ingrid Sørlie Finance Director Nordhavn" in text
    assert "Asked for a demonstration: Today · Looked at prices, 3 times: Yesterday" in text
    assert "Urgency 3 of 3" in text
    assert re.search(r"\d+\.\d points, \+\d+\.\d in 7 days", text)
    assert 'href="mailto:ingrid@nordhavn.example"' in page.content.decode()
    assert 'href="tel:+4586123456" aria-label="Call Ingrid Sørlie"' in page.content.decode()


def test_somebody_is_put_off_from_the_page_and_it_is_undone(seen_by_dafydd, ingrid):
    text = text_of(not_now(seen_by_dafydd, ingrid))
    assert "Ingrid Sørlie is put off until they do something new." in text
    assert "Nobody at your accounts has a flame or a star now." in text
    assert "Ingrid Sørlie" in text_of(seen_by_dafydd.get(reverse("put_off")))
    text = text_of(not_now(seen_by_dafydd, ingrid, do="again"))
    assert "They are among your best bets again." in text
    assert "Finance Director" in text


def test_an_account_shows_its_bets_and_says_who_was_put_off(seen_by_dafydd, ingrid):
    here = reverse("account", args=[ingrid.memberships.get().account.public_id])
    panel = text_of(seen_by_dafydd.get(here)).partition("Best bets urgency")[2]
    assert "Ingrid Sørlie Finance Director Asked for a demonstration" in panel
    text = text_of(not_now(seen_by_dafydd, ingrid, next=here))
    assert "Ingrid Sørlie is put off until they do something new." in text
    assert "Nobody here has a flame or a star now." in text


def test_nobody_elses_person_is_put_off_or_named(seen_by_dafydd, ingrid):
    marta = estate.person(estate.account("Albufera", estate.seller("Ana")), "Marta")
    estate.did(marta, "form.demo")
    estate.score_everything()
    assert not_now(seen_by_dafydd, marta).status_code == 404
    assert "Marta" not in text_of(seen_by_dafydd.get(BETS, {"off": marta.public_id}))
    away = not_now(seen_by_dafydd, ingrid, next="https://elsewhere.example/")
    assert away.redirect_chain[0][0].startswith(BETS)


def test_a_hundred_are_asked_for_as_ten_are(seen_by_dafydd, dafydd, django_assert_max_num_queries):
    for n in range(60):
        who = estate.person(estate.account(f"Account {n}", dafydd), f"Person {n}")
        estate.did(who, "form.demo", days_ago=n % 9)
    estate.score_everything()
    save(SYSTEM, FIXED_RULES, seen=0)
    seen_by_dafydd.get(BETS)
    with django_assert_max_num_queries(26):
        page = seen_by_dafydd.get(BETS)
    assert page.content.decode().count('class="lg-bet-who"') == 25
    assert 'rel="next"' in page.content.decode()
