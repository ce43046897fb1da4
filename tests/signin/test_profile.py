"""A person's own page: until when, the language, the password."""

from datetime import date

import pytest

from lorgnette.audit import trail
from lorgnette.users.models import User
from lorgnette.users.passwords import LEAST
from tests.cast.people import PASSWORD, aubier, dafydd, granted, helene, signed_in

pytestmark = pytest.mark.django_db

NEW = "the second act begins late"


@pytest.fixture(autouse=True)
def _company():
    aubier()


@pytest.fixture
def seller(client):
    user = dafydd()
    signed_in(client, user)
    return user


def changed(client, current=PASSWORD, new=NEW):
    return client.post("/profile/", {"current_password": current, "password": new})


def test_it_says_who_and_until_when(client, seller):
    granted(seller.member, last_day=date(2126, 12, 31))
    page = client.get("/profile/").text
    assert page.count(f'data-lg-least="{LEAST}"') == 1
    assert "Dafydd Prys-Howell" in page
    assert "31 December 2126, 23:59:59" in page


def test_strangers_sign_in_first_and_come_back(client):
    assert client.get("/profile/").url == "/sign-in/?next=/profile/"


def test_a_new_password_keeps_this_session_and_ends_the_others(client, seller):
    other = type(client)(headers={"host": "insight.aubier.example"})
    other.defaults = client.defaults
    signed_in(other, seller)
    assert changed(client).url == "/profile/"
    assert client.get("/profile/").status_code == 200
    assert other.get("/profile/").status_code == 302
    assert User.objects.get().check_password(NEW)
    assert trail.about("member", seller.member.public_id)[0].verb == "user.password_changed"


def test_a_wrong_current_or_a_weak_new_one_is_said_beside_its_field(client, seller):
    wrong = changed(client, current="not this one")
    assert (wrong.status_code, "not your current password" in wrong.text) == (422, True)
    weak = changed(client, new="Dafydd Prys-Howell")
    assert "made of your name" in weak.text
    assert User.objects.get().check_password(PASSWORD)


def test_guessing_the_current_password_is_throttled(client, seller):
    answers = [changed(client, current=f"guess {n}").status_code for n in range(6)]
    assert answers == [422, 422, 422, 422, 422, 429]


def test_who_came_by_the_demos_link_has_no_password_to_change(client):
    User.objects.filter(pk=helene().pk).update(password="!")
    signed_in(client, User.objects.get())
    assert "have no password" in client.get("/profile/").text


def test_the_language_is_kept_for_the_browser_and_the_person(client, seller):
    answer = client.post("/language/", {"language": "fr", "next": "/profile/"})
    assert answer.url == "/profile/"
    assert '<html lang="fr">' in client.get("/profile/").text
    assert User.objects.get().language == "fr"
    event = trail.about("member", seller.member.public_id)[0]
    assert (event.verb, event.values["new"]) == ("user.language_changed", "fr")


def test_a_language_that_is_not_spoken_and_an_address_elsewhere_change_nothing(client, seller):
    answer = client.post("/language/", {"language": "de", "next": "https://evil.example/"})
    assert answer.url == "/"
    assert User.objects.get().language == ""


def test_a_stranger_chooses_a_language_for_the_browser(client):
    client.post("/language/", {"language": "fr", "next": "/sign-in/"})
    assert '<html lang="fr">' in client.get("/sign-in/").text
