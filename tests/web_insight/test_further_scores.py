"""Sales users see further scores: a list ranked by each, numbers beside the first, taken apart."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring import publish, turn
from lorgnette.scoring.checks import Draft
from lorgnette.scoring.model import Model
from lorgnette.scoring.models import FurtherScore
from lorgnette.scoring.scores.add import NewScore, add
from lorgnette.scoring.scores.retire import retire
from lorgnette.web.insight.asking import Asked
from lorgnette.web.insight.score_tabs import list_tabs
from tests.insight import estate
from tests.web_insight.test_accounts import text_of

VISITS = Model(weights={"web.visit": 9, "form.demo": 1})


@pytest.fixture
def accounts(dafydd):
    """Nordhavn asked for a demonstration, Orne visits often; Albufera is Ana's."""
    ana = estate.seller("Ana")
    made = [estate.account("Nordhavn", dafydd), estate.account("Orne", dafydd)]
    made.append(estate.account("Albufera", ana))
    for account, kind, times in zip(
        made, ("form.demo", "web.visit", "web.visit"), (1, 4, 5), strict=True
    ):
        estate.did(estate.person(account, f"Somebody of {account.name}"), kind, 1, times)
    estate.score_everything()
    return made


@pytest.fixture
def fit(accounts):
    """The ref of a score by visits alone."""
    ref = add(SYSTEM, NewScore(name_en="Fit", name_fr="Profil"))
    said = Draft(name_en="Fit", name_fr="Profil", model=VISITS)
    publish.publish(SYSTEM, said, seen=1, ref=ref)
    while turn.go_on():
        pass
    return ref


def listed(browser, **query):
    return browser.get(reverse("accounts"), query)


def order_of(response) -> list[str]:
    return re.findall(r'lg-acc-name" href="[^"]+">([^<]+)<', response.text)


def test_the_list_is_ranked_by_the_score_that_is_chosen(seen_by_dafydd, fit):
    assert order_of(listed(seen_by_dafydd)) == ["Nordhavn", "Orne"]
    page = listed(seen_by_dafydd, score=fit)
    assert order_of(page) == ["Orne", "Nordhavn"]
    assert "Accounts by “Fit”" in text_of(page)
    tenths = FurtherScore.objects.get(account__name="Orne").tenths
    assert f"Rank 1 Orne orne.example Score {round(tenths / 10)}" in text_of(page)


def test_the_switch_leads_there_and_back(seen_by_dafydd, fit):
    assert f'href="/accounts/?score={fit}"' in listed(seen_by_dafydd).text
    page = listed(seen_by_dafydd, score=fit).text
    assert re.search(r'href="/accounts/\?view=all"[^>]*>Score<', page)
    assert re.search(r'aria-current="true"[^>]*>Fit<', page)


def test_with_one_score_there_is_no_switch(seen_by_dafydd, accounts):
    assert "score-tabs" not in listed(seen_by_dafydd).text


def test_rank_counts_over_all_that_the_viewer_sees_and_no_others(seen_by_dafydd, fit):
    page = listed(seen_by_dafydd, score=fit, q="nordhavn")
    assert order_of(page) == ["Nordhavn"]
    assert "Rank 2 Nordhavn" in text_of(page)
    assert "1 account" in text_of(page)
    assert "Albufera" not in listed(seen_by_dafydd, score=fit).text


def test_it_is_sorted_and_searched_and_says_when_nothing_is_found(seen_by_dafydd, fit):
    assert order_of(listed(seen_by_dafydd, score=fit, order="name")) == ["Nordhavn", "Orne"]
    assert order_of(listed(seen_by_dafydd, score=fit, order="change")) == ["Orne", "Nordhavn"]
    assert order_of(listed(seen_by_dafydd, score=fit, order="fall")) == ["Nordhavn", "Orne"]
    nothing = text_of(listed(seen_by_dafydd, score=fit, q="zebra <b>"))
    assert "No account’s name or domain holds “zebra <b>”." in nothing


@pytest.mark.parametrize("asked", ["nobody", "primary", "x" * 500])
def test_an_unknown_score_is_the_primary_one(seen_by_dafydd, fit, asked):
    assert order_of(listed(seen_by_dafydd, score=asked)) == ["Nordhavn", "Orne"]


def test_a_retired_score_is_shown_no_more(seen_by_dafydd, accounts, fit):
    retire(SYSTEM, fit)
    assert order_of(listed(seen_by_dafydd, score=fit)) == ["Nordhavn", "Orne"]
    page = seen_by_dafydd.get(reverse("account", args=[accounts[0].public_id]))
    assert "Fit" not in text_of(page)


def test_the_page_of_an_account_shows_the_numbers_beside_its_score(seen_by_dafydd, accounts, fit):
    page = seen_by_dafydd.get(reverse("account", args=[accounts[1].public_id]))
    tenths = FurtherScore.objects.get(account=accounts[1]).tenths
    assert f"Fit {round(tenths / 10)}" in text_of(page)
    assert f'href="/accounts/{accounts[1].public_id}/score/?score={fit}"' in page.text


def test_a_further_score_is_taken_apart_and_stays_chosen(seen_by_dafydd, accounts, fit):
    there = reverse("account_score", args=[accounts[1].public_id])
    body = seen_by_dafydd.get(there, {"score": fit}).text
    tenths = FurtherScore.objects.get(account=accounts[1]).tenths
    assert f"What the {tenths / 10:.1f} of “Fit” is made of" in body
    for name in ("types", "people", "days"):
        part = body.split(f'id="{name}-title"')[1].split("</section>")[0]
        rows = re.findall(r"<td class=\"lg-num \">([\d.]+)</td>", part)
        assert sum(map(float, rows)) == pytest.approx(tenths / 10)
    assert f"?since=week&amp;score={fit}" in body
    assert "type=web.visit" in body


def test_the_names_are_those_of_the_reader_s_language(fit):
    with override("fr"):
        assert [tab.words for tab in list_tabs(None, Asked())] == ["Score", "Profil"]


def test_a_stranger_to_the_account_sees_none_of_its_scores(seen_by_dafydd, accounts, fit):
    there = reverse("account_score", args=[accounts[2].public_id])
    assert seen_by_dafydd.get(there, {"score": fit}).status_code == 404
