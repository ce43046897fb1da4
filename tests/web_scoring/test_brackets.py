"""Admin > Account scoring > Brackets: shows how many have how many marks before it saves."""

import re

import pytest

from lorgnette.scoring.marks import kept
from lorgnette.scoring.models import Brackets
from tests.cast import invited, people
from tests.insight import estate
from tests.web_scoring.test_scoring import words

BRACKETS = "/admin/scoring/brackets/"
SCALES = ("account_urgency", "account_relative", "person_urgency", "person_relative")


def typed(**changes):
    fields = {"seen": "0", "do": "save"}
    for scale in SCALES:
        fields[f"{scale}_mode"] = "dynamic"
        for part, share, points in (("three", 10, 30), ("two", 25, 20), ("one", 50, 10)):
            fields |= {f"{scale}_share_{part}": str(share), f"{scale}_points_{part}": str(points)}
    return fields | changes


@pytest.fixture
def browser(client, db):
    """Hélène's: ten accounts of which each did a little more than the one before."""
    client.force_login(invited.administrator())
    with estate.today():
        for n in range(10):
            account = estate.account(f"Account {n}")
            estate.did(estate.person(account, f"Person {n}"), "web.visit", 1, n + 1)
        estate.score_everything()
        yield client


def test_the_page_shows_the_shipped_brackets_and_how_many_have_them(browser):
    page = browser.get(BRACKETS)
    assert 'name="account_relative_share_three" value="10"' in page.text
    found = words(page).partition("How many have them")[2]
    assert "Relative score of accounts 10 accounts have a score" in found
    # The sixth visit of a day counts no more: those who have the most share the first place.
    assert re.search(r"3 of 3 from \d+\.\d 6 2 of 3", found)


def test_a_preview_saves_nothing_and_saving_shows_at_once(browser):
    fixed = {"account_relative_mode": "fixed", "account_relative_points_three": "50"}
    page = browser.post(BRACKETS, typed(**fixed, do="preview"))
    assert "3 of 3 from 50.0 0" in words(page)
    assert not Brackets.objects.filter(number__gt=0).exists()
    page = browser.post(BRACKETS, typed(**fixed), follow=True)
    assert "The brackets are set. Pages show them at once." in words(page)
    assert kept.bounds().account_relative == (500, 200, 100)
    late = browser.post(BRACKETS, typed())
    assert late.status_code == 409
    assert "Somebody else saved brackets meanwhile." in words(late)


def test_what_makes_no_sense_is_told_beside_its_field_and_kept(browser):
    page = browser.post(
        BRACKETS, typed(person_urgency_share_two="9", person_relative_share_one="x")
    )
    assert page.status_code == 422
    assert 'id="person_urgency_share_two-error"' in page.text
    assert "A share must not be smaller than the one before it." in words(page)
    assert "Enter a whole number from 1 to 100." in words(page)
    assert 'name="person_relative_share_one" value="x"' in page.text
    focus = re.search(r'name="(\w+)"[^>]* autofocus', page.text)
    assert focus[1] == "person_urgency_share_two"
    assert not Brackets.objects.exists()


def test_no_seller_comes_near(client, db):
    user = people.dafydd()
    people.granted(user.member)
    client.force_login(user)
    assert client.get(BRACKETS).status_code == 404
