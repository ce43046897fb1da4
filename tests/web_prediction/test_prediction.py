"""Admin > Account scoring > Prediction, and the panel of an account with open deals."""

import re

import pytest
from django.urls import reverse

from lorgnette.prediction import switch
from lorgnette.prediction.models import Training
from lorgnette.prediction.train import train_due
from lorgnette.workspace import troubles
from tests.cast import invited, people
from tests.cast.people import HELENE_ACTOR
from tests.insight import estate
from tests.prediction import tale
from tests.prediction.tale import day, did

PREDICTION = "/admin/scoring/prediction/"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


@pytest.fixture(autouse=True)
def _today(db):
    with estate.today():
        yield


@pytest.fixture
def helene(client):
    client.force_login(invited.administrator())
    return client


@pytest.fixture
def dafydd(client):
    user = people.dafydd()
    people.granted(user.member)
    return people.signed_in(client, user)


@pytest.fixture
def nordhavn():
    """Dafydd's account: busy, with an open deal."""
    seller = estate.seller("Dafydd", "Prys-Howell", address="dafydd.prys-howell@aubier.example")
    account = estate.account("Nordhavn", seller)
    ingrid = estate.person(account, "Ingrid")
    for ago in range(1, 80, 2):
        did(account, ingrid, "web.pricing", day(ago), 2)
    estate.deal(account, 100)
    return account


def learned(*, signal: bool) -> None:
    tale.history(400, signal=signal)
    switch.turn_on(HELENE_ACTOR)
    train_due()


def opened(browser, account):
    return browser.get(reverse("account", args=[account.public_id]))


def test_it_is_off_turned_on_learns_and_is_turned_off(helene):
    assert "Prediction is off" in words(helene.get(PREDICTION))
    page = helene.post(PREDICTION, {"do": "on"}, follow=True)
    assert "Prediction is on" in words(page)
    assert 'hx-trigger="every 2s"' in page.text
    train_due()
    page = helene.get(PREDICTION)
    assert "Too few decided deals There are 0 won and 0 lost deals" in words(page)
    assert 'hx-trigger="every 2s"' not in page.text
    helene.post(PREDICTION, {"do": "train"})
    assert switch.state().asked_at is not None
    page = words(helene.post(PREDICTION, {"do": "off"}, follow=True))
    assert "Prediction is off" in page
    assert "Too few" not in page
    assert "Prediction is off. Turn it on first." in words(
        helene.post(PREDICTION, {"do": "train"}, follow=True)
    )


def test_an_open_gate_is_told_with_forecast_and_outcome_and_what_weighs(helene):
    learned(signal=True)
    page = words(helene.get(PREDICTION))
    assert "Your data tell who wins" in page
    last = Training.objects.get()
    assert f"+{100 * last.skill:.1f}%" in page
    assert f"Won {last.won} Lost {last.lost} Base rate" in page
    assert "Forecast and outcome" in page
    assert "Visits to the website, last 30 days none" in page
    assert "15 or more +" in page


def test_a_shut_gate_says_so_with_its_numbers(helene):
    learned(signal=False)
    page = words(helene.get(PREDICTION))
    assert "Your data hold no predictive value" in page
    assert "No number is shown." in page
    assert "What was learned and is not shown to anybody else" in page


def test_what_was_done_is_in_the_trail_in_words(helene):
    learned(signal=False)
    page = words(helene.get("/admin/audit/?area=scoring"))
    assert "Prediction turned on by Hélène Dubreuil" in page
    assert "Prediction learned from won and lost deals" in page


def test_an_unknown_deed_does_nothing(helene):
    assert helene.post(PREDICTION, {"do": "dance"}).status_code == 302
    assert not switch.state().is_on


def test_a_sales_user_has_no_such_page(dafydd):
    assert dafydd.get(PREDICTION).status_code == 404


def test_the_account_shows_a_likelihood_whose_terms_sum_to_it(dafydd, nordhavn):
    learned(signal=True)
    page = opened(dafydd, nordhavn).text
    panel = page.partition('id="likelihood-title"')[2].partition("</section>")[0]
    assert "1 open opportunity" in panel
    start, *terms = re.findall(r'<td class="lg-num(?: lg-ok| lg-muted)?">([+\d−]+)%?</td>', panel)
    shown = re.search(r'lg-strong">(\d+)%</td>', panel)[1]
    total = int(start) + sum(int(term.replace("−", "-")) for term in terms)
    assert total == int(shown)
    assert int(shown) > 75


def test_no_open_deal_no_panel(dafydd, nordhavn):
    learned(signal=True)
    nordhavn.opportunities.update(status="won")
    assert "Likelihood of winning" not in opened(dafydd, nordhavn).text


@pytest.mark.parametrize("signal", [True, False])
def test_turned_off_or_shut_no_panel(dafydd, nordhavn, signal):
    learned(signal=signal)
    if signal:
        assert "Likelihood of winning" in opened(dafydd, nordhavn).text
        switch.turn_off(HELENE_ACTOR)
    assert "Likelihood of winning" not in opened(dafydd, nordhavn).text


def test_a_training_that_fails_is_told_of_with_its_reason_and_the_next_try(helene):
    switch.turn_on(HELENE_ACTOR)
    troubles.note(switch.JOB, ValueError("a deal without a day"))
    said = words(helene.get(PREDICTION))
    assert (
        "The learning that is due has failed: ValueError: a deal without a day Tried 1 time" in said
    )
    assert "Next try:" in said


def test_somebody_who_asks_for_it_has_it_tried_at_once(helene):
    switch.turn_on(HELENE_ACTOR)
    troubles.note(switch.JOB, ValueError("a deal without a day"))
    helene.post(PREDICTION, {"do": "train"})
    assert troubles.of(switch.JOB) is None
