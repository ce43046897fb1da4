"""Accepting: with a password of one's own, or signed in as the invited person."""

import pytest

from lorgnette.access.models import Grant
from lorgnette.invitations.models import Invitation
from lorgnette.users.models import User
from tests.cast import people
from tests.cast.people import PASSWORD


def test_a_password_accepts_and_signs_in(visit):
    browser = visit()
    answer = browser.post("/invitation/", {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/")
    user = User.objects.get(member__name="Dafydd Prys-Howell")
    assert user.check_password(PASSWORD)
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert Grant.objects.get().member == user.member


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Use at least 15 characters"),
        ("too short", "Use at least 15 characters"),
        ("passwordpassword", "among the first that a stranger would try"),
        ("dafydd-prys-howell", "made of your name"),
    ],
)
def test_a_bad_password_is_told_beside_the_field(visit, password, words):
    browser = visit()
    answer = browser.post("/invitation/", {"password": password})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'aria-describedby="password-error password-hint"' in answer.text
    assert not User.objects.filter(is_administrator=False).exists()
    assert not password or password not in answer.text
    assert browser.post("/invitation/", {"password": PASSWORD}).status_code == 302


def test_the_link_leads_on_for_who_accepted_it(visit):
    browser = visit()
    browser.post("/invitation/", {"password": PASSWORD})
    assert browser.get("/invitation/")["Location"] == "/accounts/"


def test_for_others_the_used_link_leads_to_the_sign_in(visit):
    browser = visit()
    browser.post("/invitation/", {"password": PASSWORD})
    browser.logout()
    visit()
    answer = browser.get("/invitation/")
    assert answer.status_code == 410
    assert "If you have accepted before, sign in." in answer.text
    assert 'href="/"' in answer.text


def test_an_existing_user_is_asked_to_sign_in_first(visit):
    people.user("Dafydd", "Prys-Howell")
    browser = visit()
    page = browser.get("/invitation/").text
    assert "You have a sign-in already." in page
    assert 'href="/sign-in/?next=/invitation/"' in page
    assert 'type="password"' not in page
    assert browser.post("/invitation/", {"password": PASSWORD}).status_code == 403
    assert not Grant.objects.exists()


def test_signed_in_as_the_invited_person_one_click_accepts(visit):
    dafydd = people.user("Dafydd", "Prys-Howell")
    browser = people.signed_in(visit(), dafydd)
    assert "one click accepts" in browser.get("/invitation/").text
    assert browser.post("/invitation/")["Location"] == "/accounts/"
    assert Grant.objects.get().member == dafydd.member


def test_somebody_else_is_told_and_can_switch(visit):
    browser = people.signed_in(visit(), people.wilhelmina())
    page = browser.get("/invitation/").text
    assert "You are signed in as <b" in page
    assert "Wilhelmina Vandekerckhove" in page
    assert browser.post("/invitation/", {"password": PASSWORD}).status_code == 403
    assert browser.post("/invitation/switch/")["Location"] == "/invitation/"
    assert browser.post("/invitation/", {"password": PASSWORD})["Location"] == "/accounts/"


def test_the_language_read_here_goes_on(visit, sellers):
    browser = visit(sellers.ana)
    browser.post("/language/", {"language": "en", "next": "/invitation/"})
    browser.post("/invitation/", {"password": PASSWORD})
    assert User.objects.get(member__name="Ana Lindqvist").language == "en"


def test_a_second_accept_gets_a_word_not_an_error(visit, sellers):
    browser = visit()
    Invitation.objects.update(accepted_at=Invitation.objects.first().invited_at)
    assert browser.post("/invitation/", {"password": PASSWORD}).status_code == 410
