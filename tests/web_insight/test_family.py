"""The page of a parent with its subsidiaries, and the ways there."""

import re

import pytest
from django.urls import reverse

from tests.insight import estate
from tests.web_insight.test_accounts import text_of


@pytest.fixture
def nordhavn(dafydd):
    parent = estate.account("Nordhavn", dafydd)
    for n in range(30):
        row = estate.account(f"Child {n}", dafydd, parent_external_id=parent.external_id)
        if n < 4:
            estate.did(estate.person(row, f"Person {n}"), "web.pricing", times=n + 1)
    estate.deal(row, 250_00)
    estate.score_everything()
    return parent


def test_the_shares_sum_to_the_score_as_shown(seen_by_dafydd, nordhavn):
    here = reverse("account_family", args=[nordhavn.public_id])
    page = seen_by_dafydd.get(here)
    body, text = page.content.decode(), text_of(page)
    *shares, total = map(float, re.findall(r'class="lg-num lg-strong">([\d.]+)</td>', body))
    assert sum(shares) == pytest.approx(total)
    assert f"What the {total} is made of" in text
    assert "31 accounts" in text
    assert "€250" in text
    later = seen_by_dafydd.get(re.search(r'rel="next" href="([^"]+)"', body)[1])
    *shares, again = map(float, re.findall(r'lg-num lg-strong">([\d.]+)</td>', later.text))
    assert sum(shares) == pytest.approx(again) == pytest.approx(total)


def test_the_account_and_the_list_lead_there(seen_by_dafydd, nordhavn):
    account = reverse("account", args=[nordhavn.public_id])
    family = reverse("account_family", args=[nordhavn.public_id])
    assert f'href="{family}"' in seen_by_dafydd.get(account).content.decode()
    page = seen_by_dafydd.get(reverse("accounts"), {"q": "nordhavn"})
    assert f'href="{family}">with 30 subsidiaries</a>' in page.content.decode()


def test_an_account_without_subsidiaries_offers_no_switch(seen_by_dafydd, dafydd):
    lone = estate.account("Orne", dafydd)
    estate.score_everything()
    page = seen_by_dafydd.get(reverse("account", args=[lone.public_id]))
    assert "Includes children" not in text_of(page)
    assert seen_by_dafydd.get(reverse("account_family", args=[lone.public_id])).status_code == 200
