"""Admin > Interesting moments: the list, the editor, the dry run."""

import re

import pytest

from lorgnette.scoring.moments.models import MomentRule, MomentVersion
from lorgnette.scoring.moments.rules import listed_rules, one_rule

MOMENTS = "/admin/moments/"
PRICES = {
    "kind": "web",
    "name_en": "Prices",
    "name_fr": "Tarifs",
    "types": ["web.pricing"],
    "when": "count",
    "number": "3",
    "days": "7",
    "scope": "person",
    "pause": "7",
    "sentence_en": "[person] of [account]: [count] times",
    "sentence_fr": "[person] de [account] : [count] fois",
}


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def ref_of(name: str) -> str:
    return next(rule.ref for rule in listed_rules() if rule.name_en == name)


def test_without_rules_the_page_says_what_comes(browser):
    assert "No rule yet." in words(browser.get(MOMENTS))


def test_the_list_tells_what_each_rule_says_and_found(browser, found):
    page = words(browser.get(MOMENTS))
    told = "Looked at prices · 3 times by one person within 7 days · not again within 7 days"
    assert f"Prices looked at three times in a week {told} Web On 1 " in page


def test_a_rule_that_is_being_found_says_how_far_it_is(browser, found):
    MomentVersion.objects.filter(name_en__startswith="Prices").update(
        state="building", reached=1, last=4
    )
    assert "Being found, 25 %" in words(browser.get(MOMENTS))
    assert 'hx-trigger="every 2s"' in browser.get(MOMENTS).text


def test_a_rule_is_turned_off_and_on(browser, found):
    ref = ref_of("Form filled in")
    page = words(browser.post(f"{MOMENTS}{ref}/turn/", follow=True))
    assert "The rule is off." in page
    assert "Web Off" in page
    assert "The rule is on." in words(browser.post(f"{MOMENTS}{ref}/turn/", {"on": 1}, follow=True))


def test_a_rule_moves_up(browser, found):
    second = listed_rules()[1].ref
    browser.post(f"{MOMENTS}{second}/move/", {"up": 1})
    assert listed_rules()[0].ref == second


def test_a_dry_run_shows_sentences_in_both_languages_and_saves_nothing(browser, nordhavn):
    page = words(browser.post(f"{MOMENTS}new/", PRICES | {"do": "dry"}))
    assert "1 moment in the last 30 days 1 person, 1 account" in page
    assert "Ingrid Sørlie of Nordhavn Logistik : 3 times" in page
    assert "Ingrid Sørlie de Nordhavn Logistik : 3 fois" in page
    assert not MomentRule.objects.exists()


def test_a_rule_is_published_and_edited(browser, nordhavn):
    assert browser.post(f"{MOMENTS}new/", PRICES | {"do": "publish"}).url == MOMENTS
    ref = listed_rules()[0].ref
    page = browser.get(f"{MOMENTS}{ref}/").text
    assert 'name="number" value="3"' in page
    changed = PRICES | {"do": "publish", "number": "4", "seen": "1"}
    browser.post(f"{MOMENTS}{ref}/", changed)
    assert one_rule(ref).draft.definition.number == 4
    assert "Version 1" in words(browser.get(f"{MOMENTS}{ref}/"))
    browser.post(f"{MOMENTS}{ref}/back/", {"number": "1"})
    assert one_rule(ref).draft.definition.number == 3


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(browser):
    wrong = PRICES | {"name_fr": "", "days": "x", "sentence_en": "[nobody]", "do": "publish"}
    wrong |= {"condition_0_property": "plan"}
    response = browser.post(f"{MOMENTS}new/", wrong)
    assert response.status_code == 422
    page = response.text
    assert re.search(r'id="name_fr"[^>]*aria-invalid="true"[^>]*autofocus', page)
    assert re.search(r'id="days"[^>]*value="x"[^>]*aria-describedby="days-error"', page)
    assert "There is no placeholder “[nobody]”." in page
    assert 'id="condition_0_value-error"' in page
    assert 'value="plan"' in page


@pytest.mark.parametrize("junk", ["-1", "9" * 30, "1e9", "٣", "NaN", "\x00"])
def test_what_is_no_number_is_refused_in_words(browser, junk):
    for name in ("number", "days", "pause"):
        response = browser.post(f"{MOMENTS}new/", PRICES | {name: junk, "do": "dry"})
        assert response.status_code == 422, name
    over = PRICES | {"when": "over", "property": "x", "threshold": junk.replace("-1", "inf")}
    if junk not in ("9" * 30, "1e9", "٣"):
        assert browser.post(f"{MOMENTS}new/", over | {"do": "dry"}).status_code == 422


def test_what_somebody_else_published_meanwhile_is_not_overwritten(browser, nordhavn):
    browser.post(f"{MOMENTS}new/", PRICES | {"do": "publish"})
    ref = listed_rules()[0].ref
    response = browser.post(f"{MOMENTS}{ref}/", PRICES | {"do": "publish", "seen": "7"})
    assert response.status_code == 409
    assert "Somebody else published this rule meanwhile." in words(response)


def test_who_does_not_administer_finds_no_such_page(seen_by_dafydd):
    assert seen_by_dafydd.get(MOMENTS).status_code == 404
    assert seen_by_dafydd.post(f"{MOMENTS}new/", PRICES).status_code == 404


@pytest.mark.parametrize("way", ["", "turn/", "move/", "back/"])
def test_a_rule_that_is_not_there_is_not_found(browser, way):
    address = f"{MOMENTS}nosuchrule/{way}"
    answer = browser.get(address) if not way else browser.post(address, {"number": "x" * 99})
    assert answer.status_code == 404
