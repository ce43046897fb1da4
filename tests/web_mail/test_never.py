"""“Never invite me again”: a page that asks, one click for mail programs, and a way back."""

import re

import pytest
from django.test import Client

from lorgnette.invitations.models import Invitation
from lorgnette.mail import suppression
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.transports.smtp import SmtpTransport
from tests.mail.letters import QUICK
from tests.mail.servers import Rogue, serving


@pytest.fixture
def mail_program():
    """Sends neither cookies nor an origin, and checks of tokens are on."""
    return Client(enforce_csrf_checks=True, headers={"host": "insight.aubier.example"})


def test_looking_at_the_page_changes_nothing(client, cast, never_path):
    for _visit in range(3):
        page = client.get(never_path(cast.ana.address))
        assert page.status_code == 200
        assert client.head(never_path(cast.ana.address)).status_code == 200
    assert "ana.lindqvist@aubier.example" in page.text
    assert page["Content-Language"] == "fr"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert suppression.count() == 0
    assert not Invitation.objects.exclude(declined_at=None).exists()


def test_a_click_and_a_second_thought(client, cast, never_path):
    path = never_path(cast.dafydd.address)
    assert "The invitation that waits for your answer is declined." in client.get(path).text
    done = client.post(path, follow=True)
    assert "You will not be invited again" in done.text
    assert suppression.count() == 1
    undone = client.post(f"{path}/undo/", follow=True)
    assert f"may invite {cast.dafydd.address} again." in undone.text
    assert "Never be invited again?" in undone.text
    assert suppression.count() == 0


def test_a_mail_program_does_it_with_one_click(mail_program, cast, never_path):
    path = never_path(cast.dafydd.address)
    answer = mail_program.post(path, {"List-Unsubscribe": "One-Click"}, secure=True)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain")
    assert not answer.cookies
    assert suppression.count() == 1


def test_the_way_back_needs_the_page(mail_program, cast, never_path):
    path = never_path(cast.dafydd.address)
    mail_program.post(path, {"List-Unsubscribe": "One-Click"}, secure=True)
    assert mail_program.post(f"{path}/undo/", secure=True).status_code == 403
    assert suppression.count() == 1


def test_what_a_mail_offers_works(mail_program, cast):
    with serving(Rogue()) as server:
        deliver_due("worker", pace=QUICK, via=SmtpTransport(server.url))
    mail = next(r.mail for r in server.receipts if "dafydd" in r.recipients[0])
    link = mail["List-Unsubscribe"].strip(" <>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = mail.get_body(("plain",)).get_content()
    assert link in text.split("Never invite me again:\n")[1]
    assert f'href="{link}"' in mail.get_body(("html",)).get_content()
    path = link.removeprefix("https://insight.aubier.example")
    assert re.fullmatch(r"/never/[A-Za-z0-9_=-]+", path)
    mail_program.post(path, {"List-Unsubscribe": "One-Click"}, secure=True)
    assert suppression.suppressed(["dafydd.prys-howell@aubier.example"])


@pytest.mark.parametrize("token", ["x", "gAAAAABn", "%F0%9F%98%80", "a" * 3000])
def test_a_link_that_is_nobodys_says_so(client, db, token):
    for call in (client.get, client.post):
        assert call(f"/never/{token}").status_code == 404
    assert client.post(f"/never/{token}/undo/").status_code == 404
    assert suppression.count() == 0


def test_that_of_a_test_changes_nothing(client, db):
    assert "It changes nothing." in client.get("/never/test").text
    assert client.post("/never/test").status_code == 200
    assert suppression.count() == 0
