"""An administrator answers on a page: extends, declines, or learns that another was quicker."""

from datetime import timedelta

import pytest

from lorgnette.access import grants, requests
from lorgnette.access.models import ExtensionRequest, Grant
from lorgnette.kernel import clock
from lorgnette.users.actors import actor_of
from tests.cast import invited, people
from tests.cast.people import HELENE_ACTOR, granted, signed_in


@pytest.fixture
def helene(db):
    people.aubier()
    return people.helene()


@pytest.fixture
def seller(helene):
    person = people.dafydd()
    granted(person.member, last_day=clock.today("Europe/Paris") + timedelta(days=5))
    Grant.objects.update(inviter=helene.member)
    return person


@pytest.fixture
def place(seller) -> str:
    why = "The <b>Meunier</b> deal."
    wished = clock.today("Europe/Paris") + timedelta(days=60)
    requests.ask(seller.member.public_id, why, wished, actor_of(seller))
    return f"/admin/requests/{ExtensionRequest.objects.get().public_id}/"


@pytest.fixture
def browser(client, helene):
    return signed_in(client, helene)


def test_looking_changes_nothing(browser, place):
    page = browser.get(place)
    assert "Dafydd Prys-Howell asks for more time" in page.text
    assert "The &lt;b&gt;Meunier&lt;/b&gt; deal." in page.text
    assert 'value="other" data-lg-other checked' in page.text  # the wished day is suggested
    assert ExtensionRequest.objects.get().closed_at is None


def test_extending_by_a_quick_choice(browser, place):
    day = clock.today("Europe/Paris") + timedelta(days=90)
    page = browser.post(place, {"do": "extend", "until": str(day)}, follow=True)
    assert "The access of Dafydd Prys-Howell is extended" in page.text
    assert "Extended by Hélène Dubreuil" in page.text
    assert Grant.objects.get().last_day == day


def test_never_is_a_choice(browser, place):
    browser.post(place, {"do": "extend", "until": "never"})
    assert Grant.objects.get().last_day is None


def test_declining_with_a_sentence(browser, place):
    page = browser.post(place, {"do": "decline", "note": "Another team."}, follow=True)
    assert "Declined by Hélène Dubreuil" in page.text
    assert "Another team." in page.text
    assert "Extend until when?" not in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"do": "extend"}, "Choose until when"),
        ({"do": "extend", "until": "other", "day": "2020-01-01"}, "This day is over."),
        ({"do": "extend", "until": "keep"}, "Choose a day in the calendar."),
        ({"do": "decline", "note": "x" * 301}, "at most 300 are sent"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_answered(browser, place, typed, words):
    page = browser.post(place, typed)
    assert page.status_code == 422
    assert words in page.text
    assert 'aria-invalid="true"' in page.text
    assert ExtensionRequest.objects.get().closed_at is None


def test_who_comes_second_is_told_who_was_first(browser, place):
    odile = invited.administrator("Odile", "Marchand")
    requests.decline(ExtensionRequest.objects.get().public_id, "", actor_of(odile))
    page = browser.post(place, {"do": "extend", "until": "never"})
    assert page.status_code == 409
    assert "Odile Marchand has answered this request already." in page.text
    assert Grant.objects.get().last_day is not None


def test_a_locked_access_can_be_opened_as_it_is(browser, seller, place):
    grants.lock(seller.member.public_id, "On leave", HELENE_ACTOR)
    page = browser.get(place)
    assert "Unlock until when?" in page.text
    assert "On leave" in page.text
    browser.post(place, {"do": "extend", "until": "keep"})
    assert Grant.objects.get().locked_at is None
    assert ExtensionRequest.objects.get().answer == "extended"


def test_it_waits_on_the_list_the_tab_and_the_sheet(browser, seller, place):
    assert "Requests for more time" in browser.get("/admin/requests/").text
    tab = browser.get("/admin/users-roles/sales-users/").text
    assert "1 person waits for an answer." in tab
    sheet = browser.get(f"/admin/users-roles/sales-users/{seller.member.public_id}/").text
    assert place in sheet
    browser.post(place, {"do": "decline"})
    assert "Nobody waits for an answer." in browser.get("/admin/requests/").text
    assert "waits for an answer" not in browser.get("/admin/users-roles/sales-users/").text


def test_a_revocation_closes_it(browser, seller, place):
    grants.revoke(seller.member.public_id, HELENE_ACTOR)
    assert "Closed by itself" in browser.get(place).text
    assert browser.post(place, {"do": "decline"}).status_code == 409


def test_for_a_sales_user_there_is_no_such_page(client, seller, place):
    signed_in(client, seller)
    assert client.get(place).status_code == 404
    assert client.get("/admin/requests/").status_code == 404
    assert client.post(place, {"do": "extend", "until": "never"}).status_code == 404
    assert Grant.objects.get().last_day is not None


def test_an_unknown_request_is_not_found(browser):
    assert browser.get("/admin/requests/nosuch/").status_code == 404
    assert browser.post("/admin/requests/nosuch/").status_code == 404
