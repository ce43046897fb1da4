"""One person's sheet: facts, timeline, and what can be done."""

from datetime import timedelta

from lorgnette.kernel import clock
from lorgnette.mail import outcomes
from lorgnette.mail.deliver import LINK_OVER
from lorgnette.mail.transports import Refused, Trouble
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


def test_why_a_mail_did_not_arrive_is_said_in_the_readers_language(browser, sellers):
    message = invited.current(sellers.ana).message
    outcomes.failed(message, Trouble(LINK_OVER))
    french = browser.get(address_of(sellers.ana), headers={"accept-language": "fr"}).text
    assert LINK_OVER not in french
    assert french.count("Le lien a expiré avant") == 2


def test_what_the_mail_server_said_is_shown_as_it_is(browser, sellers):
    outcomes.bounced(invited.current(sellers.ana).message, Refused("No such mailbox", 550))
    page = browser.get(address_of(sellers.ana)).text
    assert "The mail server answered: 550 No such mailbox" in page
