"""The demo's mailbox: every mail that would have left, for administrators alone."""

import pytest

from lorgnette.mail import outbox
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import MailboxMail
from lorgnette.mail.transports.mailbox import MailboxTransport
from tests.cast import people
from tests.mail.letters import LINK, QUICK, to_dafydd

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    people.aubier()
    settings.DEMO, settings.SMTP_URL = True, ""


@pytest.fixture
def helene(client):
    client.force_login(people.helene())
    return client


def delivered(**changes: str) -> MailboxMail:
    outbox.put(to_dafydd(**changes))
    deliver_due("worker", pace=QUICK, via=MailboxTransport())
    return MailboxMail.objects.latest("id")


def test_it_says_what_to_do_while_it_is_empty(helene):
    assert "Invite somebody" in helene.get("/admin/mailbox/").text


def test_mails_are_listed_and_found_by_address_and_subject(helene):
    delivered()
    delivered(to_address="ana@aubier.example", language="fr")
    everything = helene.get("/admin/mailbox/").text
    assert "dafydd.pryshowell@aubier.example" in everything
    found = helene.get("/admin/mailbox/?q=ANA@").text
    assert "vous invite à utiliser Account Insight" in found
    assert "dafydd.pryshowell@aubier.example" not in found


def test_a_mail_opens_as_html_as_text_and_as_it_came(helene):
    address = f"/admin/mailbox/{delivered().public_id}/"
    assert f'src="{address}html/"' in helene.get(address).text
    assert f'href="{LINK}"' in helene.get(f"{address}?view=text").text
    assert "Message-ID: &lt;" in helene.get(f"{address}?view=source").text


def test_the_mail_itself_stands_in_a_frame_that_may_do_nothing(helene):
    answer = helene.get(f"/admin/mailbox/{delivered().public_id}/html/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "script" not in policy
    assert '<base target="_blank">' in answer.text


def test_a_seller_finds_no_mailbox(client):
    mail = delivered()
    person = people.dafydd()
    people.granted(person.member)
    client.force_login(person)
    for address in ("", f"{mail.public_id}/", f"{mail.public_id}/html/"):
        assert client.get(f"/admin/mailbox/{address}").status_code == 404


def test_where_mail_really_leaves_there_is_no_mailbox(helene, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:2525"
    assert helene.get("/admin/mailbox/").status_code == 404
    settings.DEMO, settings.SMTP_URL = False, ""
    assert helene.get("/admin/mailbox/").status_code == 404
