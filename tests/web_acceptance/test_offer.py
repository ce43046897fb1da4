"""The invitation page: who invites, to what, until when, for whom."""

from datetime import date

import pytest
from django.utils.html import escape

from lorgnette.invitations.models import Invitation
from lorgnette.users.models import Member
from tests.cast import invited


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


def test_opening_it_is_noted_once(visit):
    browser = visit()
    browser.head("/invitation/")
    assert not Invitation.objects.filter(opened_at__isnull=False).exists()
    browser.get("/invitation/")
    first = Invitation.objects.get(opened_at__isnull=False).opened_at
    browser.get("/invitation/")
    assert Invitation.objects.get(opened_at__isnull=False).opened_at == first


@pytest.mark.parametrize("hostile", ["Ann <script>", "Bob {{ 7*7 }}", "<img src=x onerror=a()>"])
def test_a_hostile_name_arrives_as_text(visit, hostile):
    Member.objects.filter(name="Dafydd Prys-Howell").update(name=hostile)
    page = visit().get("/invitation/").text
    assert escape(hostile) in page
    assert "<img src=x" not in page
