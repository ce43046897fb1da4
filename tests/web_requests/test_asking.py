"""Asking for more time: from the page that says why one is out, and from the letters' page."""

from datetime import date, timedelta

import pytest

from lorgnette.access import grants, requests
from lorgnette.access.models import ExtensionRequest, Grant
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from tests.cast import invited, people
from tests.cast.people import HELENE_ACTOR, granted, signed_in

PLACE = "/access/extend/"


@pytest.fixture
def seller(db):
    people.aubier()
    helene = people.helene()
    helene.last_seen_at = clock.now()
    helene.save()
    person = people.dafydd()
    granted(person.member, last_day=clock.today("Europe/Paris") + timedelta(days=5))
    Grant.objects.update(inviter=helene.member)
    return person


def end() -> None:
    Grant.objects.update(
        last_day=clock.today("Europe/Paris") - timedelta(days=1),
        ends_at=clock.now() - timedelta(hours=1),
    )


def test_who_is_out_asks_with_one_click(client, seller):
    end()
    browser = signed_in(client, seller)
    page = browser.get("/accounts/")
    assert page.status_code == 403
    assert "Ask to extend" in page.text
    assert f'action="{PLACE}"' in page.text
    answer = browser.post(PLACE, {}, follow=True)
    assert "Your request is on its way" in answer.text
    assert "The question went to Hélène Dubreuil" in answer.text
    assert Message.objects.get().kind == "extension_asked"
    again = browser.get("/accounts/")
    assert "You asked for more time on" in again.text
    assert "<textarea" not in again.text


def test_who_is_locked_out_asks_too(client, seller):
    grants.lock(seller.member.public_id, "On leave", HELENE_ACTOR)
    browser = signed_in(client, seller)
    assert "Ask to extend" in browser.get("/accounts/").text
    browser.post(PLACE, {"why": "I am back."})
    assert ExtensionRequest.objects.get().why == "I am back."


def test_whose_access_was_withdrawn_is_offered_nothing(client, seller):
    grants.revoke(seller.member.public_id, HELENE_ACTOR)
    browser = signed_in(client, seller)
    assert "Ask to extend" not in browser.get("/accounts/").text
    assert "only a new invitation" in browser.get(PLACE).text
    refused = browser.post(PLACE, {})
    assert refused.status_code == 409
    assert not ExtensionRequest.objects.exists()


def test_the_letters_link_asks_nothing_by_itself(client, seller):
    browser = signed_in(client, seller)
    page = browser.get(PLACE)
    assert "Do you need more time?" in page.text
    assert not ExtensionRequest.objects.exists()


def test_a_stranger_signs_in_first_and_learns_nothing(client, seller):
    for way in (client.get, client.post):
        answer = way(PLACE)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/?next=")
    assert not ExtensionRequest.objects.exists()


def test_what_was_typed_stays_beside_its_error(client, seller):
    browser = signed_in(client, seller)
    typed = {"why": "Because.", "wished_day": "2020-01-01"}
    page = browser.post(PLACE, typed)
    assert page.status_code == 422
    assert "This day is over." in page.text
    assert "Because." in page.text
    assert 'aria-describedby="wished-error"' in page.text
    assert browser.post(PLACE, {"wished_day": "tomorrow"}).status_code == 422


def test_twice_a_day_is_too_often(client, seller):
    browser = signed_in(client, seller)
    browser.post(PLACE, {})
    page = browser.post(PLACE, {})
    assert page.status_code == 429
    assert "You have asked already" in page.text
    assert Message.objects.count() == 1


def test_the_no_is_shown_with_its_reason(client, seller):
    browser = signed_in(client, seller)
    browser.post(PLACE, {})
    requests.decline(ExtensionRequest.objects.get().public_id, "Ask Odile.", HELENE_ACTOR)
    assert "Ask Odile." in browser.get(PLACE).text


def test_an_administrator_has_nothing_to_extend(client, db):
    invited.aubier()
    browser = signed_in(client, people.helene())
    assert browser.get(PLACE).status_code == 200
    assert browser.post(PLACE, {}).status_code == 409


def test_an_access_without_end_has_nothing_to_extend(client, seller):
    Grant.objects.update(last_day=None, ends_at=None)
    browser = signed_in(client, seller)
    assert "there is nothing to extend" in browser.get(PLACE).text
    assert browser.post(PLACE, {"wished_day": str(date(2027, 1, 1))}).status_code == 409
