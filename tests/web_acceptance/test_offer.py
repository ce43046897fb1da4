"""The invitation page: who invites, to what, until when, for whom."""

from datetime import date

import pytest
from django.utils.html import escape

from lorgnette.audit.models import Entry
from lorgnette.invitations.models import Invitation
from lorgnette.users.models import Member
from tests.cast import invited

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def dafydds() -> Invitation:
    return Invitation.objects.get(member__first_name="Dafydd")


def test_it_says_who_invites_whom_to_what(visit):
    page = visit().get("/invitation/").text
    assert "Hélène Dubreuil invites you to Account Insight" in page
    assert "dafydd.prys-howell@aubier.example" in page
    assert "1 account, your own or your team’s" in page
    assert "No end is set" in page
    assert "At least 15 characters" in page


def test_it_says_until_when_with_the_place(client, helene, sellers):
    invited.invite(helene, sellers.bo, last_day=date(2027, 1, 1))
    client.get(f"/i/{invited.token(sellers.bo)}")
    assert "1 January 2027, 23:59:59 (Paris)" in client.get("/invitation/").text


def test_it_speaks_the_language_of_the_invitation(visit, sellers):
    answer = visit(sellers.ana).get("/invitation/")
    assert answer["Content-Language"] == "fr"
    assert '<html lang="fr">' in answer.text


def test_a_chosen_language_goes_before(visit, sellers):
    browser = visit(sellers.ana)
    browser.post("/language/", {"language": "en", "next": "/invitation/"})
    assert '<html lang="en">' in browser.get("/invitation/").text


def test_that_it_was_fetched_is_noted_once_and_is_no_opening(visit):
    browser = visit()
    browser.get("/invitation/")
    first = dafydds().visited_at
    assert first is not None
    browser.get("/invitation/")
    assert dafydds().visited_at == first
    assert dafydds().opened_at is None


@pytest.mark.parametrize(
    ("headers", "by"),
    [
        ({"user-agent": FIREFOX}, "unknown"),
        ({"user-agent": FIREFOX, "sec-purpose": "prefetch;prerender"}, "scanner"),
        ({"user-agent": "Mozilla/5.0 (X11) HeadlessChrome/142"}, "scanner"),
        ({"user-agent": "Mimecast-URL-Protect"}, "scanner"),
        ({}, "scanner"),
    ],
)
def test_what_shows_itself_as_a_program_is_noted_as_one(visit, headers, by):
    visit().get("/invitation/", headers=headers)
    assert Entry.objects.get(verb="invitation.visited").values["by"] == by


def test_the_page_tells_that_a_person_acted_on_it(visit):
    browser = visit()
    assert 'data-lg-opened="/invitation/opened/"' in browser.get("/invitation/").text
    for _twice in range(2):
        answer = browser.post("/invitation/opened/", headers={"user-agent": FIREFOX})
        assert answer.status_code == 204
    assert dafydds().opened_at is not None
    assert Entry.objects.filter(verb="invitation.opened").count() == 1


def test_a_program_that_posts_is_not_taken_for_a_person(visit):
    browser = visit()
    browser.post("/invitation/opened/", headers={"user-agent": "python-requests/2.33"})
    assert browser.get("/invitation/opened/").status_code == 405
    assert dafydds().opened_at is None


def test_without_a_script_an_answer_is_an_opening_too(visit):
    visit().post("/invitation/decline/")
    row = dafydds()
    assert row.opened_at == row.declined_at


@pytest.mark.parametrize("hostile", ["Ann <script>", "Bob {{ 7*7 }}", "<img src=x onerror=a()>"])
def test_a_hostile_name_arrives_as_text(visit, hostile):
    Member.objects.filter(name="Dafydd Prys-Howell").update(name=hostile)
    page = visit().get("/invitation/").text
    assert escape(hostile) in page
    assert "<img src=x" not in page
