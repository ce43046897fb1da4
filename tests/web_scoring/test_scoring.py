"""Admin > Account scoring: what a model says, what a change would move, its versions."""

import re

import pytest

from lorgnette.kernel import clock
from lorgnette.scoring import turn
from lorgnette.scoring.models import ScoreVersion
from tests.cast import invited
from tests.insight import estate

SCORING = "/admin/scoring/scores/primary/"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def typed(**changes: str) -> dict[str, str]:
    """Visits alone weigh."""
    fields = {"name_en": "Visits", "name_fr": "Visites", "mode": "curve", "weight_web.visit": "9"}
    numbers = {"half_life": "30", "day_cap": "5", "person_cap": "40", "scale": "60"}
    return fields | numbers | {"seen": "1", "do": "publish"} | changes


@pytest.fixture
def browser(client, db):
    """Hélène's: Nordhavn asked for a demonstration, Ahlmann visits often."""
    client.force_login(invited.administrator())
    with estate.today():
        for name, kind, times in (("Nordhavn", "form.demo", 1), ("Ahlmann", "web.visit", 4)):
            account = estate.account(name)
            estate.did(estate.person(account, f"Somebody of {name}"), kind, 1, times)
        estate.score_everything()
        yield client


def bring_in() -> None:
    with clock.pretend(estate.NOW):
        while turn.go_on():
            pass


def test_the_page_shows_the_model_that_comes_with_the_product(browser):
    page = browser.get(SCORING)
    assert 'name="weight_form.demo" value="15"' in page.text
    assert 'name="half_life" value="30"' in page.text
    assert "Version 1 Present Score · came with Lorgnette" in words(page)


def test_the_preview_shows_who_would_move_and_saves_nothing(browser):
    page = browser.post(SCORING, typed(do="preview"))
    assert "2 of 2 accounts with a score change rank." in words(page)
    assert re.search(r"Rise most .* Ahlmann 2 → 1 \d+\.\d → \d+\.\d Fall most", words(page))
    assert 'name="weight_web.visit" value="9"' in page.text
    assert not ScoreVersion.objects.exists()


def test_a_change_is_published_brought_in_and_rolled_back(browser):
    page = words(browser.post(SCORING, typed(), follow=True))
    assert "The version is published." in page
    assert "The scores of the new version are being computed." in page
    bring_in()
    page = words(browser.get(SCORING))
    assert "Version 2 Present Visits" in page
    assert "being computed" not in page
    assert 'name="weight_form.demo" value="15"' in browser.get(f"{SCORING}?version=1").text
    assert 'name="weight_form.demo" value="0"' in browser.get(f"{SCORING}?version=99").text
    page = words(browser.post(f"{SCORING}back/", {"number": "1"}, follow=True))
    assert "Version 1 is published again." in page
    bring_in()
    assert "Version 3 Present Score" in words(browser.get(SCORING))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("half_life", "0", "Enter a whole number from 1 to 3650."),
        ("half_life", "soon", "Enter a whole number from 1 to 3650."),
        ("person_cap", "-4", "Enter a whole number from 1 to 100000."),
        ("weight_web.visit", "999999999999", "Enter a whole number from 0 to 100."),
        ("weight_web.visit", "0", "At least one activity must weigh something"),
        ("name_fr", "", "Write something here."),
        ("role_0_times", "9", "Enter a number from 0 to 5, with two decimals at most."),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field_and_nothing_is_lost(
    browser, field, value, said
):
    page = browser.post(SCORING, typed(name_en="Mine <b>", **{field: value}))
    assert page.status_code == 422
    assert said in words(page)
    assert 'aria-invalid="true"' in page.text
    assert 'value="Mine &lt;b&gt;"' in page.text
    assert not ScoreVersion.objects.exists()


def test_who_edited_an_older_version_keeps_what_they_typed(browser):
    browser.post(SCORING, typed())
    page = browser.post(SCORING, typed(name_en="Mine"))
    assert page.status_code == 409
    assert "Somebody else published a version meanwhile." in words(page)
    assert 'value="Mine"' in page.text


def test_multipliers_are_kept_as_typed(browser):
    browser.post(SCORING, typed(**{"role_0_word": "Director", "role_0_times": "1,5"}))
    page = browser.get(SCORING).text
    assert 'name="role_0_word" value="Director"' in page
    assert 'name="role_0_times" value="1.5"' in page


def test_no_such_version_is_not_found(browser):
    assert browser.post(f"{SCORING}back/", {"number": "x"}).status_code == 404
