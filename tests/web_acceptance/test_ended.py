"""A link that leads to no open invitation says what happened and what to do."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lorgnette.invitations import amend
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from tests.cast import invited
from tests.cast.people import HELENE_ACTOR


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize("page", ["invitation", "invitation_decline"])
def test_it_ran_out(visit, way, page):
    browser = visit()
    with clock.pretend(clock.now() + timedelta(days=8)):
        Invitation.objects.update(link_ends_at=clock.now() - timedelta(hours=1))
    with clock.pretend(clock.now() + timedelta(days=9)):
        answer = getattr(browser, way)(reverse(page), {"password": "x" * 20})
    assert answer.status_code == 410
    assert "This link has run out" in answer.text
    assert "Ask Hélène Dubreuil to send you a new one." in answer.text


def test_it_was_revoked(visit, sellers):
    browser = visit()
    amend.revoke(invited.member_ref(sellers.dafydd), HELENE_ACTOR)
    answer = browser.get("/invitation/")
    assert answer.status_code == 410
    assert "This invitation was taken back" in answer.text


def test_a_newer_one_was_sent(visit, sellers):
    browser = visit()
    amend.resend(invited.member_ref(sellers.dafydd), HELENE_ACTOR)
    answer = browser.get("/invitation/")
    assert answer.status_code == 410
    assert "Use the link in that message." in answer.text


def test_the_day_is_written_out(visit, sellers):
    browser = visit(sellers.ana)
    browser.get("/invitation/")
    day = clock.today("Europe/Paris")
    amend.revoke(invited.member_ref(sellers.ana), HELENE_ACTOR)
    page = browser.get("/invitation/").text
    assert str(day) not in page
    assert str(day.year) in page


def test_declining_asks_first(visit):
    page = visit().get("/invitation/decline/").text
    assert "Decline the invitation?" in page
    assert not Invitation.objects.filter(declined_at__isnull=False).exists()


def test_declining_ends_the_link(visit):
    browser = visit()
    answer = browser.post("/invitation/decline/")
    assert "You declined the invitation" in answer.text
    assert Invitation.objects.filter(declined_at__isnull=False).count() == 1
    after = browser.get("/invitation/")
    assert after.status_code == 410
    assert "This invitation was declined" in after.text


def test_declining_needs_a_link(client, db):
    assert client.get("/invitation/decline/").status_code == 404
    assert client.post("/invitation/decline/").status_code == 404
