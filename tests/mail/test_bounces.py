"""A report that came to a signed return path becomes a dated fact, once."""

import pytest

from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.mail import bounces, outbox, suppression
from lorgnette.mail.models import Message
from tests.mail.letters import AT, aubier, to_dafydd
from tests.mail.returned import of, returned

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> Message:
    """Sent, as far as our own mail server is concerned."""
    aubier()
    row = outbox.put(to_dafydd())
    Message.objects.filter(pk=row.pk).update(sent_at=AT, final=True, sealed=None)
    return Message.objects.get()


def take(raw: bytes, recipient: str = "") -> str:
    read = bounces.recognise(raw, recipient)
    return (bounces.note(read) if isinstance(read, bounces.Genuine) else read).outcome


def test_a_bounce_is_kept_with_the_words_of_the_server(message):
    with clock.pretend(AT):
        assert take(of(message, "postfix_failed")) == "bounced"
    message.refresh_from_db()
    assert (message.bounced_at, message.reply_code, message.reply_status) == (AT, 550, "5.1.1")
    assert message.reply_text.startswith("5.1.1 <nobody@beta.example>: Recipient address")
    (entry,) = Entry.objects.filter(verb="mail.bounced")
    assert (entry.subject_ref, entry.values["reported"]) == ("dafydd", True)


def test_a_server_that_gave_up_bounced_it_whatever_the_class(message):
    assert take(of(message, "postfix_gave_up")) == "bounced"
    message.refresh_from_db()
    assert (message.reply_code, message.reply_status) == (451, "4.4.7")


def test_a_delay_is_told_until_the_mail_arrives(message):
    assert take(of(message, "opensmtpd_delayed")) == "delayed"
    assert take(of(message, "postfix_delivered")) == "delivered"
    assert take(of(message, "opensmtpd_delayed")) == "known"
    message.refresh_from_db()
    assert message.delayed_at
    assert message.delivered_at
    assert message.sent_at == AT


def test_the_same_report_twice_is_one_event(message):
    assert [take(of(message, "gmail_failed")) for _twice in range(2)] == ["bounced", "known"]
    assert Entry.objects.filter(verb="mail.bounced").count() == 1


def test_a_complaint_keeps_the_address_from_being_invited_again(message):
    assert take(of(message, "complaint")) == "complained"
    message.refresh_from_db()
    assert message.complained_at
    assert message.bounced_at is None
    found = suppression.suppressed(["dafydd.pryshowell@aubier.example"])
    assert found["dafydd.pryshowell@aubier.example"].source == "complaint"


def test_what_was_reported_on_has_left_and_is_not_sent_again(message):
    Message.objects.update(sent_at=None, final=False, handed_at=AT, sealed=b"link")
    take(of(message, "postfix_delivered"))
    message.refresh_from_db()
    assert message.final
    assert message.sealed is None
    assert message.sent_at is not None


def test_the_envelope_alone_may_bear_the_signature(message):
    genuine = of(message, "postfix_failed").split(b"Delivered-To: ")[1].split(b"\n")[0].decode()
    raw = returned("exchange_failed", "postmaster@aubier.example")
    assert take(raw) == "ignored"
    assert take(raw, genuine) == "bounced"


def test_a_reply_to_the_return_path_is_no_bounce(message):
    assert take(of(message, "vacation")) == "ignored"
    assert take(b"") == "unreadable"
    message.refresh_from_db()
    assert message.bounced_at is None
