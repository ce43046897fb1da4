"""A worker delivers what is due, and writes down how each mail ended."""

from datetime import timedelta

import pytest

from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.mail import outbox, texts
from lorgnette.mail.claims import claim, hand
from lorgnette.mail.deliver import LINK_OVER, UNRENDERABLE, UNSEALABLE, deliver_due
from lorgnette.mail.letters import Letter, standard_letter
from lorgnette.mail.models import MailboxMail, Message
from lorgnette.mail.probe import send_test
from lorgnette.mail.return_path import message_of
from lorgnette.mail.route import NO_SERVER, NoTransport
from lorgnette.mail.transports.mailbox import MailboxTransport
from lorgnette.mail.transports.smtp import SmtpTransport
from lorgnette.mail.transports.smtp.connection import HUNG_UP, NOT_REACHED, TOO_SLOW
from tests.mail.letters import INVITATION, LINK, QUICK, aubier, to_dafydd, to_many
from tests.mail.servers import DRIP, DROP, HANG, Rogue, closed_port, serving
from tests.mail.state import outcome, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company():
    aubier()


def deliver(rogue, pace=QUICK, holder="worker"):
    return deliver_due(holder, pace=pace, via=SmtpTransport(rogue.url))


def only_message():
    return Message.objects.get()


def audited():
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def at(wanted_phase, *replies):
    """A server that answers `wanted_phase` with one reply after another, then as usual."""
    left = list(replies)
    return Rogue(lambda phase, visit: left.pop(0) if phase == wanted_phase and left else None)


def test_a_mail_arrives_with_its_headers_and_a_text_part_whose_link_works():
    outbox.put(to_dafydd())
    with serving(Rogue()) as server:
        assert deliver(server) == {"sent": 1}
    (receipt,) = server.receipts
    mail = receipt.mail
    assert receipt.recipients == ["dafydd.pryshowell@aubier.example"]
    assert message_of(receipt.sender) == Message.objects.get().public_id
    assert mail["From"] == "Hélène Dubreuil via Aubier Systems <lorgnette@aubier.example>"
    assert mail["To"] == "Dafydd Prys-Howell <dafydd.pryshowell@aubier.example>"
    assert mail["Reply-To"] == "Hélène Dubreuil <helene.dubreuil@aubier.example>"
    assert mail["Subject"] == "Hélène Dubreuil invites you to Account Insight"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime - clock.now() < timedelta(minutes=1)
    assert mail.get_content_type() == "multipart/alternative"
    assert f"\n{LINK}\n" in mail.get_body(("plain",)).get_content()
    assert f'href="{LINK}"' in mail.get_body(("html",)).get_content()
    assert f"\r\n{LINK}\r\n".encode() in receipt.content


def test_what_was_sent_is_final_its_link_wiped_and_the_event_recorded():
    message = outbox.put(to_dafydd())
    with serving(Rogue()) as server:
        deliver(server)
    message.refresh_from_db()
    assert (outcome(message), message.final, message.sealed) == ("sent", True, None)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_kind, entry.subject_ref) == ("mail.sent", "member", "dafydd")


@pytest.mark.parametrize("phase", ["rcpt", "data", "end"])
def test_a_refusal_for_ever_bounces_with_the_servers_words(phase):
    outbox.put(to_dafydd())
    with serving(at(phase, "550 5.1.1 No such user here")) as server:
        assert deliver(server) == {"bounced": 1}
        assert deliver(server) == {}
    stands = standing(only_message())
    assert (stands.outcome, stands.reply_code) == ("bounced", 550)
    assert stands.reply_text == "5.1.1 No such user here"
    assert only_message().sealed is None
    assert audited() == ["mail.bounced"]


@pytest.mark.parametrize("phase", ["mail", "rcpt", "data", "end"])
@pytest.mark.parametrize("reply", ["450 4.2.1 Greylisted", "451 4.3.0 Later", "452 4.5.3 Full"])
def test_a_refusal_that_passes_is_tried_again_under_the_same_message_id(phase, reply):
    message = outbox.put(to_dafydd())
    with serving(at(phase, reply)) as server:
        assert deliver(server) == {"deferred": 1, "sent": 1}
    assert [receipt.message_id for receipt in server.receipts] == [message.message_id]
    assert not standing(only_message()).maybe_twice
    assert audited() == ["mail.deferred", "mail.sent"]


def test_a_deferred_mail_waits_and_shows_the_words():
    outbox.put(to_dafydd())
    pace = QUICK.__class__(threads=0)
    with serving(at("rcpt", "450 4.2.1 Greylisted, come back")) as server:
        assert deliver(server, pace) == {"deferred": 1}
        assert deliver(server, pace) == {}
        stands = standing(only_message())
        assert (stands.outcome, stands.reply_code) == ("deferred", 450)
        assert stands.reply_text == "4.2.1 Greylisted, come back"
        with clock.pretend(clock.now() + timedelta(minutes=2)):
            assert deliver(server, pace) == {"sent": 1}


def test_after_a_day_of_trying_it_is_failed_with_the_last_words():
    outbox.put(to_dafydd())
    pace = QUICK.__class__(threads=0)
    with serving(Rogue(lambda phase, visit: "451 No" if phase == "rcpt" else None)) as server:
        start, hours = clock.now(), 0
        while not only_message().final:
            with clock.pretend(start + timedelta(hours=hours)):
                deliver(server, pace)
            hours += 1
    stands = standing(only_message())
    assert (stands.outcome, stands.reply_text) == ("failed", "No")
    assert 20 <= hours <= 26
    assert only_message().attempts < 12
    assert audited() == ["mail.deferred", "mail.failed"]


@pytest.mark.parametrize(
    ("phase", "reply"), [("connect", "554 Go away"), ("ehlo", "550 No"), ("mail", "550 Not you")]
)
def test_a_server_that_refuses_us_defers_everything_and_says_why(phase, reply):
    outbox.put_many(to_many(25))
    with serving(Rogue(lambda now, visit: reply if now == phase else None)) as server:
        assert deliver(server)["deferred"] == 25
        assert server.visits == 1
    words = set(Message.objects.values_list("reply_code", "reply_text"))
    assert words == {(int(reply[:3]), reply[4:])}
    assert {outcome(m) for m in Message.objects.all()} == {"deferred"}


def test_nobody_listening_defers_everything_until_somebody_does():
    outbox.put_many(to_many(3))
    rogue = Rogue(port=closed_port())
    assert deliver(rogue) == {"deferred": 3}
    assert {m.reply_text for m in Message.objects.all()} == {NOT_REACHED}
    with serving(rogue):
        assert deliver(rogue) == {"sent": 3}
    assert {m.reply_text for m in Message.objects.all()} == {""}


@pytest.mark.parametrize("phase", ["connect", "ehlo", "mail", "rcpt", "data", "end"])
@pytest.mark.parametrize("fault", [HANG, DROP, DRIP])
def test_a_server_that_hangs_drops_or_drips_holds_nobody(phase, fault):
    message = outbox.put(to_dafydd())
    with serving(at(phase, fault)) as server:
        assert deliver(server)["deferred"] == 1
        deliver(server)
    assert outcome(only_message()) == "sent"
    assert [receipt.message_id for receipt in server.receipts] == [message.message_id]
    # Only where the whole content had gone out and no answer came may it arrive twice.
    assert standing(only_message()).maybe_twice == (phase == "end")
    assert ("mail.maybe_twice" in audited()) == (phase == "end")


def test_words_of_ours_say_what_was_wrong_where_the_server_said_nothing():
    pace = QUICK.__class__(threads=0)
    for fault, words in ((HANG, TOO_SLOW), (DROP, HUNG_UP)):
        message = outbox.put(to_dafydd())
        with serving(at("rcpt", fault)) as server:
            deliver(server, pace)
        message.refresh_from_db()
        assert message.reply_text == words


def test_taken_but_never_answered_is_sent_again_and_flagged():
    """The server takes the mail, then the line breaks before its answer."""
    message = outbox.put(to_dafydd())
    taken = []

    def react(phase, visit):
        if phase == "end" and not taken:
            taken.append(visit.recipient)
            return DROP
        return None

    with serving(Rogue(react)) as server:
        assert deliver(server) == {"deferred": 1, "sent": 1}
    message.refresh_from_db()
    assert outcome(message) == "sent"
    assert message.maybe_twice_at is not None


def test_connections_are_reused_and_changed_every_fifty_mails():
    outbox.put_many(to_many(120))
    with serving(Rogue()) as server:
        assert deliver(server) == {"sent": 120}
    assert server.visits == 3


@pytest.mark.parametrize("reply", ["421 4.7.0 Too many mails", "452 4.3.1 Too many mails", DROP])
def test_a_server_that_has_had_enough_of_a_connection_gets_a_new_one(reply):
    def react(phase, visit):
        return reply if phase == "mail" and visit.carried == 7 else None

    outbox.put_many(to_many(30))
    with serving(Rogue(react)) as server:
        assert deliver(server) == {"sent": 30}
    assert server.visits == 5
    assert audited().count("mail.deferred") == 0


def test_one_bad_recipient_does_not_hold_the_others():
    def react(phase, visit):
        return "550 Unknown" if phase == "rcpt" and "seller7@" in visit.recipient else None

    outbox.put_many(to_many(20))
    with serving(Rogue(react)) as server:
        assert deliver(server) == {"sent": 19, "bounced": 1}
    assert server.visits == 1


def test_a_message_of_a_worker_that_died_is_sent_again_under_the_same_id_and_flagged():
    message = outbox.put(to_dafydd())
    claim("dead", 1, QUICK.lease)
    assert hand([message], "dead", QUICK.lease)
    assert outcome(only_message()) == "sending"
    with serving(Rogue()) as server:
        assert deliver(server) == {}
        with clock.pretend(clock.now() + QUICK.lease + timedelta(seconds=1)):
            assert deliver(server) == {"sent": 1}
    assert [receipt.message_id for receipt in server.receipts] == [message.message_id]
    assert standing(only_message()).maybe_twice
    assert audited() == ["mail.maybe_twice", "mail.sent"]


def test_a_message_whose_worker_died_before_handing_it_over_is_not_flagged():
    outbox.put(to_dafydd())
    claim("dead", 1, QUICK.lease)
    with serving(Rogue()) as server, clock.pretend(clock.now() + timedelta(hours=1)):
        assert deliver(server) == {"sent": 1}
    assert not standing(only_message()).maybe_twice


def test_a_revoked_invitation_in_the_hands_of_a_dead_worker_is_not_sent_again():
    message = outbox.put(to_dafydd())
    claim("dead", 1, QUICK.lease)
    hand([message], "dead", QUICK.lease)
    outbox.cancel([message.pk])
    with serving(Rogue()) as server, clock.pretend(clock.now() + timedelta(hours=1)):
        deliver(server)
    assert server.receipts == []
    assert (outcome(only_message()), only_message().final) == ("cancelled", True)


def test_an_invitation_revoked_while_the_server_dithers_is_not_tried_again():
    message = outbox.put(to_dafydd())

    def react(phase, visit):
        if phase == "data":
            outbox_cancelled.append(1)
        return "450 Later" if phase == "end" else None

    outbox_cancelled: list[int] = []
    with serving(Rogue(react)) as server:
        Message.objects.filter(pk=message.pk).update(cancelled_at=None)
        claim("worker", 1, QUICK.lease)
        hand([message], "worker", QUICK.lease)
        outbox.cancel([message.pk])
        with clock.pretend(clock.now() + timedelta(hours=1)):
            assert deliver(server) == {"withdrawn": 1}
    assert server.receipts == []


def test_a_message_that_cannot_be_unsealed_fails_visibly_and_holds_nobody(settings):
    settings.SEALING_SECRETS = ["an-old-key-that-is-gone-0123456789abc"]
    outbox.put(to_dafydd())
    settings.SEALING_SECRETS = ["a-new-key-for-tests-alone-0123456789"]
    outbox.put(to_dafydd())
    with serving(Rogue()) as server:
        assert deliver(server) == {"failed": 1, "sent": 1}
    first = Message.objects.earliest("id")
    assert (outcome(first), first.reply_text) == ("failed", UNSEALABLE)


def test_a_rotated_key_still_opens_what_it_sealed(settings):
    settings.SEALING_SECRETS = ["an-old-key-that-is-gone-0123456789abc"]
    outbox.put(to_dafydd())
    settings.SEALING_SECRETS = ["a-new-key-0123456789abcdef0123456789", *settings.SEALING_SECRETS]
    with serving(Rogue()) as server:
        assert deliver(server) == {"sent": 1}


@pytest.mark.parametrize(
    "values", [{}, {"zone": "Nowhere/Land"}, {"last_day": "yesterday"}, {"accounts": "many"}]
)
def test_a_message_that_cannot_be_rendered_fails_visibly_and_never_loops(values):
    outbox.put(to_dafydd(values={"scope": "own", "last_day": "2026-12-31"} | values))
    outbox.put(to_dafydd())
    with serving(Rogue()) as server:
        assert deliver(server) == {"failed": 1, "sent": 1}
        assert deliver(server) == {}
    assert Message.objects.earliest("id").reply_text == UNRENDERABLE


def test_a_link_that_ran_out_while_waiting_is_not_sent():
    message = outbox.put(to_dafydd())
    with serving(Rogue()) as server, clock.pretend(clock.now() + timedelta(days=8)):
        assert deliver(server) == {"failed": 1}
    assert server.receipts == []
    message.refresh_from_db()
    assert message.reply_text == LINK_OVER


def test_without_a_server_messages_wait_say_so_and_never_fail():
    outbox.put_many(to_many(3))
    start = clock.now()
    for hours in (0, 30, 60):
        with clock.pretend(start + timedelta(hours=hours)):
            assert deliver_due("worker", pace=QUICK, via=NoTransport()) == {"deferred": 3}
    assert {m.reply_text for m in Message.objects.all()} == {NO_SERVER}
    assert audited() == ["mail.deferred"] * 3


def test_the_demos_mailbox_holds_each_mail_once_and_counts_as_delivered():
    outbox.put(to_dafydd())
    assert deliver_due("worker", pace=QUICK, via=MailboxTransport()) == {"sent": 1}
    assert outcome(only_message()) == "delivered"
    assert MailboxMail.objects.get().subject == "Hélène Dubreuil invites you to Account Insight"


def test_a_test_mail_goes_to_who_asked_for_it_with_an_inert_link():
    helene = Actor("administrator", "helene", "Hélène Dubreuil", "helene.dubreuil@aubier.example")
    send_test(standard_letter("invitation", "en"), "en", INVITATION, helene)
    with serving(Rogue()) as server:
        assert deliver(server) == {"sent": 1}
    (receipt,) = server.receipts
    assert receipt.recipients == ["helene.dubreuil@aubier.example"]
    text = receipt.mail.get_body(("plain",)).get_content()
    assert "This is a test" in text
    assert "\nhttps://insight.aubier.example/i/test\n" in text
    assert Entry.objects.get().subject_kind == "message"


def test_an_old_server_without_eight_bits_gets_the_same_words_and_the_same_link():
    outbox.put(to_dafydd(language="fr"))
    plain = Rogue(lambda phase, visit: "250 old.example" if phase == "ehlo" else None)
    with serving(plain) as server:
        assert deliver(server) == {"sent": 1}
    (receipt,) = server.receipts
    assert receipt.content.isascii()
    text = receipt.mail.get_body(("plain",)).get_content()
    assert "vous voyez quels comptes" in text
    assert LINK in text


def test_a_long_subject_with_accents_begins_with_its_first_letter():
    subject = "Événements, réunions et démonstrations : " + "tout ce qui bouge, d’un coup d’œil"
    outbox.put(to_dafydd(text=texts.store("fr", Letter(subject, "[link]")), language="fr"))
    with serving(Rogue()) as server:
        assert deliver(server) == {"sent": 1}
    assert server.receipts[0].mail["Subject"] == subject
