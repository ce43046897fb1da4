"""Admin > Account scoring: the scores in their list, added, renamed, moved, retired, primary."""

import re

import pytest

from lorgnette.kernel import clock
from lorgnette.scoring import turn
from lorgnette.scoring.models import AccountScore, ScoreModel
from tests.cast import invited
from tests.insight import estate

SCORING = "/admin/scoring/"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


@pytest.fixture
def browser(client, db):
    """Hélène's: Nordhavn asked for a demonstration."""
    client.force_login(invited.administrator())
    with estate.today():
        account = estate.account("Nordhavn")
        estate.did(estate.person(account, "Somebody"), "form.demo", 1, 1)
        estate.score_everything()
        yield client


def bring_in() -> None:
    with clock.pretend(estate.NOW):
        while turn.go_on():
            pass


def added(browser, name: str = "Expansion", like: str = "") -> str:
    """Its address."""
    fields = {"name_en": name, "name_fr": f"{name} (fr)", "like": like}
    return browser.post(f"{SCORING}new/", fields)["Location"]


def test_the_list_shows_the_score_that_comes_with_the_product(browser):
    page = words(browser.get(SCORING))
    assert "Score Primary Version 1 came with Lorgnette Shown" in page
    assert "Retire" not in page


def test_a_score_is_added_with_a_model_of_its_own_and_computed(browser):
    address = added(browser)
    page = browser.get(address)
    assert "The score is added." in words(page)
    assert 'name="weight_form.demo" value="15"' in page.text
    assert "Being computed" in words(browser.get(SCORING))
    bring_in()
    page = browser.get(SCORING)
    assert re.search(r"Score Primary .* Expansion Version 1 .* Shown", words(page))
    assert "hx-get" not in page.text


def test_a_copy_begins_as_the_other_is(browser):
    first = browser.get(added(browser)).request["PATH_INFO"]
    typed = {"name_en": "E", "name_fr": "E", "mode": "sum", "weight_web.visit": "9", "seen": "1"}
    numbers = {"half_life": "30", "day_cap": "5", "person_cap": "40", "scale": "60"}
    browser.post(first, typed | numbers | {"do": "publish"})
    copy = browser.get(added(browser, "Copy", like=first.split("/")[-2]))
    assert 'name="weight_web.visit" value="9"' in copy.text
    assert 'value="sum" checked' in copy.text


@pytest.mark.parametrize("field", ["name_en", "name_fr"])
def test_a_score_needs_both_names_and_nothing_typed_is_lost(browser, field):
    fields = {"name_en": "Mine <b>", "name_fr": "Mine <b>"} | {field: " "}
    page = browser.post(f"{SCORING}new/", fields)
    assert page.status_code == 422
    assert "Write something here." in words(page)
    assert 'aria-invalid="true"' in page.text
    assert 'value="Mine &lt;b&gt;"' in page.text
    assert not ScoreModel.objects.exclude(pk=1).exists()


def test_a_sixth_score_is_refused(browser):
    for name in ("Two", "Three", "Four", "Five"):
        added(browser, name)
    assert "Add a score" not in words(browser.get(SCORING))
    page = browser.post(f"{SCORING}new/", {"name_en": "Six", "name_fr": "Six"})
    assert page.status_code == 409
    assert "There are 5 scores already" in words(page)


def test_a_score_is_renamed_and_moved(browser):
    address = added(browser)
    page = browser.post(f"{address}name/", {"name_en": "Fit", "name_fr": "Profil"}, follow=True)
    assert "The score has its new name." in words(page)
    assert "Fit Version 1" in words(page)
    assert browser.post(f"{address}name/", {"name_en": "", "name_fr": ""}).status_code == 422
    page = words(browser.post(f"{address}move/", {"up": "1"}, follow=True))
    assert page.index("Fit Version 1") < page.index("Score Primary Version 1")


def test_a_score_is_retired_and_brought_back(browser):
    address = added(browser)
    bring_in()
    page = words(browser.post(f"{address}retire/", follow=True))
    assert "Retired Expansion" in page
    assert browser.get(address).status_code == 404
    page = words(browser.post(f"{address}bring-back/", follow=True))
    assert "Being computed" in page
    assert "Retired" not in page
    assert browser.get(address).status_code == 200


def test_the_primary_score_is_not_retired(browser):
    page = words(browser.post(f"{SCORING}scores/primary/retire/", follow=True))
    assert "Make another one primary first." in page


def test_another_score_becomes_the_primary_one_after_saying_what_changes(browser):
    address = added(browser)
    early = words(browser.post(f"{address}primary/", follow=True))
    assert "This score is still being computed." in early
    bring_in()
    assert "Make “Expansion” the primary score?" in words(browser.get(f"{address}primary/"))
    page = words(browser.post(f"{address}primary/", follow=True))
    assert "Becoming the primary one" in page
    bring_in()
    page = words(browser.get(SCORING))
    assert "Expansion Primary Version 1" in page
    assert AccountScore.objects.get().version > 1_000_000


def test_an_old_address_leads_on_to_the_primary_score(browser):
    assert browser.get(f"{SCORING}?version=1")["Location"].endswith("scores/primary/?version=1")
    typed = {"name_en": "Old page", "name_fr": "Old page", "mode": "curve", "do": "publish"}
    numbers = {"half_life": "30", "day_cap": "5", "person_cap": "40", "scale": "60", "seen": "1"}
    page = browser.post(SCORING, typed | numbers | {"weight_web.visit": "9"}, follow=True)
    assert "The version is published." in words(page)
    page = browser.post(f"{SCORING}back/", {"number": "1"}, follow=True)
    assert "Version 1 is published again." in words(page)


@pytest.mark.parametrize("what", ["", "name/", "primary/"])
def test_no_such_score_is_not_found(browser, what):
    assert browser.get(f"{SCORING}scores/nobody/{what}").status_code == 404
    assert (
        browser.post(f"{SCORING}scores/nobody/{what}", {"name_en": "A", "name_fr": "A"}).status_code
        == 404
    )


@pytest.mark.parametrize("what", ["move/", "retire/", "bring-back/", "back/"])
def test_nothing_is_done_to_no_such_score(browser, what):
    assert browser.post(f"{SCORING}scores/nobody/{what}", {"number": "1"}).status_code == 404
