"""One person's sheet: facts, timeline, and what can be done."""

from datetime import timedelta

from lorgnette.kernel import clock
from lorgnette.web.admin.sales_users.timeline import SENTENCES
from tests.cast import invited, people
from tests.web_sales_users.conftest import PEOPLE, address_of

INSIDE = {"hx-request": "true"}


def test_it_tells_the_facts(browser, sellers):
    page = browser.get(address_of(sellers.dafydd)).text
    last_day = clock.today(people.PARIS) + timedelta(days=10)
    assert "<h1" in page
    assert "Dafydd Prys-Howell" in page
    assert f"Through {last_day.day} {last_day:%B %Y}, 23:59:59 (Paris)" in page
    assert "Account Insight, no accounts today" in page
    assert "by Hélène Dubreuil" in page
    assert "Invite by CRM" in page
    assert (
        f'href="/admin/invite/batches/{invited.current(sellers.dafydd).batch.public_id}/"' in page
    )
    assert "Autumn renewals" in page


def test_it_tells_what_happened(browser, sellers):
    page = browser.get(address_of(sellers.dafydd)).text
    assert "Invited by Hélène Dubreuil" in page
    assert "“Autumn renewals”" in page
    assert "Accepted the invitation" in page
    assert "Access to Account Insight began" in page
    assert "Recorded:" not in page


def test_others_invited_at_once_are_counted(browser, sellers):
    assert "With 1 other person" in browser.get(address_of(sellers.ana)).text


def test_it_opens_beside_the_list_too(browser, sellers):
    answer = browser.get(address_of(sellers.ana), headers=INSIDE)
    inside = answer.text
    assert answer["HX-Push-Url"] == "false"
    assert inside.lstrip().startswith("<div")
    assert "data-lg-sheet-close" in inside
    assert "data-lg-sheet-close" not in browser.get(address_of(sellers.ana)).text


def test_only_what_would_work_is_offered(browser, sellers):
    pending = browser.get(address_of(sellers.ana)).text
    assert "Resend" in pending
    assert "Revoke…" in pending
    assert "Lock…" not in pending
    active = browser.get(address_of(sellers.dafydd)).text
    assert "Lock…" in active
    assert "Extend access…" in active
    assert "Unlock" not in active


def test_somebody_unknown_has_none(browser, helene):
    assert browser.get(f"{PEOPLE}qqqqqqqqqqqqqqqq/").status_code == 404
    assert browser.post(f"{PEOPLE}qqqqqqqqqqqqqqqq/revoke/").status_code == 404


def test_every_verb_about_a_person_has_a_sentence():
    told = {verb.partition(".")[0] for verb in SENTENCES}
    assert told == {"invitation", "mail", "access", "user", "administrator", "draft", "settings"}
