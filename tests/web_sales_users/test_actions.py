"""Resend, revoke, lock, unlock, extend: asked in words, done by a POST, answered in words."""

from datetime import timedelta

import pytest

from lorgnette.access.models import Grant
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from tests.cast import invited, people
from tests.web_sales_users.conftest import address_of

INSIDE = {"hx-request": "true"}


@pytest.fixture
def today():
    return clock.today(people.PARIS)


def test_resend_makes_a_new_link(browser, sellers):
    old = invited.token(sellers.ana)
    page = browser.post(address_of(sellers.ana, "resend/"), follow=True).text
    assert "A new link is on its way to ana.lindqvist@aubier.example." in page
    assert "Resent by Hélène Dubreuil" in page
    assert invited.token(sellers.ana) != old


def test_resend_answers_a_refusal_in_words(browser, sellers):
    answer = browser.post(address_of(sellers.dafydd, "resend/"))
    assert answer.status_code == 409
    assert "There is no pending invitation to resend." in answer.text


def test_asking_changes_nothing(browser, sellers):
    for action in ("revoke/", "lock/", "extend/"):
        assert "<form" in browser.get(address_of(sellers.dafydd, action)).text
    grant = Grant.objects.get()
    assert (grant.revoked_at, grant.locked_at) == (None, None)


def test_revoking_an_invitation_says_what_will_happen(browser, sellers):
    page = browser.get(address_of(sellers.ana, "revoke/")).text
    assert "The link stops working at once" in page
    done = browser.post(address_of(sellers.ana, "revoke/"), follow=True).text
    assert "The invitation of Ana Lindqvist is revoked." in done
    assert Invitation.objects.get(revoked_at__isnull=False).member.name == "Ana Lindqvist"


def test_revoking_an_access_says_what_will_happen(browser, sellers):
    assert "signed out at the next click" in browser.get(address_of(sellers.dafydd, "revoke/")).text
    done = browser.post(address_of(sellers.dafydd, "revoke/"), follow=True).text
    assert "The access of Dafydd Prys-Howell is revoked, open sessions included." in done
    assert "Invite again" in done
    again = browser.post(address_of(sellers.dafydd, "revoke/"))
    assert again.status_code == 409
    assert "nothing" in again.text.lower() or "no access" in again.text


def test_lock_keeps_its_reason_and_unlock_opens(browser, sellers):
    done = browser.post(address_of(sellers.dafydd, "lock/"), {"reason": "On leave"}, follow=True)
    assert "Dafydd Prys-Howell is locked out until you unlock the access." in done.text
    assert "Locked by Hélène Dubreuil" in done.text
    assert "“On leave”" in done.text
    again = browser.post(address_of(sellers.dafydd, "lock/"), {"reason": "Twice"})
    assert again.status_code == 409
    assert 'value="Twice"' in again.text
    opened = browser.post(address_of(sellers.dafydd, "unlock/"), follow=True).text
    assert "Dafydd Prys-Howell can sign in and see accounts again." in opened
    assert Grant.objects.get().locked_at is None


def test_extend_offers_days_and_never(browser, sellers, today):
    page = browser.get(address_of(sellers.dafydd, "extend/")).text
    for days in (30, 90):
        assert f'value="{today + timedelta(days=days)}"' in page
    assert f'min="{today}"' in page


@pytest.mark.parametrize("days", [30, 90])
def test_extend_to_a_day_offered(browser, sellers, today, days):
    day = today + timedelta(days=days)
    done = browser.post(address_of(sellers.dafydd, "extend/"), {"until": day}, follow=True).text
    assert "New end of the access of Dafydd Prys-Howell: through" in done
    assert Grant.objects.get().last_day == day


def test_extend_to_another_day_or_never(browser, sellers, today):
    other = {"until": "other", "day": today + timedelta(days=100)}
    browser.post(address_of(sellers.dafydd, "extend/"), other)
    assert Grant.objects.get().last_day == other["day"]
    done = browser.post(address_of(sellers.dafydd, "extend/"), {"until": "never"}, follow=True)
    assert "The access of Dafydd Prys-Howell no longer ends." in done.text
    assert Grant.objects.get().last_day is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose until when the access lasts."),
        ({"until": "other", "day": ""}, "Choose a day in the calendar."),
        ({"until": "other", "day": "2026-02-30"}, "Choose a day in the calendar."),
        ({"until": "other", "day": "2020-01-01"}, "This day is over."),
        ({"until": "other", "day": "9999-12-31"}, "The latest day is"),
    ],
)
def test_a_bad_day_is_told_beside_the_field(browser, sellers, typed, words):
    before = Grant.objects.get().last_day
    answer = browser.post(address_of(sellers.dafydd, "extend/"), typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{typed.get("day", "")}"' in answer.text
    assert Grant.objects.get().last_day == before


def test_beside_the_list_the_sheet_answers_and_the_list_is_told(browser, sellers):
    answer = browser.post(address_of(sellers.ana, "resend/"), headers=INSIDE)
    assert answer["HX-Trigger"] == "lg-roster-changed"
    assert "A new link is on its way" in answer.text
    assert "<html" not in answer.text


def test_beside_the_list_a_refusal_is_shown_too(browser, sellers):
    answer = browser.post(address_of(sellers.dafydd, "resend/"), headers=INSIDE)
    assert answer.status_code == 422
    assert "There is no pending invitation to resend." in answer.text
    assert "HX-Trigger" not in answer


def test_a_lock_reason_with_a_control_character_locks_nobody(browser, sellers):
    answer = browser.post(address_of(sellers.dafydd, "lock/"), {"reason": "Left\x07"})
    assert answer.status_code == 422
    assert "invisible or control character" in answer.content.decode()
    assert not Grant.objects.exclude(locked_at=None).exists()
