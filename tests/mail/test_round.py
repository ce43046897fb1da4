"""A round of delivery: what is claimed, marked and written, by whom, and what a death leaves."""

import threading
import time
from datetime import timedelta

import pytest

from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.mail import clock_jumps, database_clock, outages, outbox, outcomes, suppression
from lorgnette.mail.claims import claim, hand, put_back, renew
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.desk import Desk
from lorgnette.mail.intake import UNWANTED
from lorgnette.mail.models import Message
from lorgnette.mail.retries import STANDARD
from lorgnette.mail.transports import Refused, Unavailable
from lorgnette.mail.transports.smtp import SmtpTransport
from lorgnette.mail.tries import BROKEN, SENT, Ended, NotOurs
from lorgnette.workspace.models import Workspace
from tests.mail.letters import QUICK, aubier, to_dafydd, to_many
from tests.mail.servers import Rogue, closed_port, serving

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DOWN = Unavailable("Down", 421)


@pytest.fixture(autouse=True)
def _company():
    aubier()


def deliver(server, **given):
    return deliver_due("worker", pace=QUICK, via=SmtpTransport(server.url), **given)


def desk(limit=1000):
    return Desk("desk", QUICK, limit, delivers=False)


def taken(desk):
    return [desk.ready.get() for _n in range(desk.ready.qsize())]


def test_only_a_few_are_marked_before_it_is_written_how_the_first_ended():
    outbox.put_many(to_many(200))
    here, most = desk(), 0
    while True:
        here.turn(more=True)
        marked = Message.objects.exclude(handed_at=None).filter(final=False).count()
        most = max(most, marked)
        if here.is_idle:
            break
        for message in taken(here):
            here.note(Ended(message, SENT))
    assert 1 < most <= QUICK.in_hand
    assert Message.objects.filter(final=True).count() == 200
    assert Entry.objects.filter(verb="mail.sent").count() == 200


def test_a_worker_that_dies_leaves_flagged_what_it_may_have_sent_and_nothing_else():
    outbox.put_many(to_many(50))
    dead = desk()
    dead.turn(more=True)
    marked = {message.pk for message in taken(dead)}
    with serving(Rogue()) as server, clock.pretend(clock.now() + QUICK.lease + SECOND):
        assert deliver(server) == {"sent": 50}
    flagged = Message.objects.exclude(maybe_twice_at=None)
    assert {message.pk for message in flagged} == marked


def test_a_turn_that_fails_writes_nothing_and_forgets_nothing(monkeypatch):
    outbox.put_many(to_many(3))
    here = desk()
    here.turn(more=True)
    for message in taken(here):
        here.note(Ended(message, SENT))
    with monkeypatch.context() as broken:
        broken.setattr(outcomes, "sent_many", lambda *_given, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            here.turn(more=False)
    here.turn(more=False)
    assert Message.objects.filter(sent_at__isnull=False).count() == here.tally["sent"]
    assert here.tally["sent"]


def test_what_was_not_begun_when_the_worker_stops_goes_back_as_it_was():
    outbox.put_many(to_many(30))
    stop = threading.Event()

    def react(phase, visit):
        if phase == "end":
            stop.set()

    with serving(Rogue(react)) as server:
        assert deliver(server, stop=stop) == {"sent": 1}
    rest = Message.objects.filter(final=False)
    assert set(rest.values_list("attempts", "handed_at", "lease_until", "maybe_twice_at")) == {
        (0, None, None, None)
    }


def test_a_lease_that_is_renewed_outlasts_a_slow_server():
    message = outbox.put(to_dafydd())
    claim("slow", 1, QUICK.lease)
    start = clock.now()
    for halves in (1, 2, 3):
        with clock.pretend(start + halves * QUICK.lease / 2):
            renew("slow", QUICK.lease)
            assert claim("other", 1, QUICK.lease) == []
    with clock.pretend(start + 3 * QUICK.lease):
        assert [one.pk for one in claim("other", 1, QUICK.lease)] == [message.pk]


def test_no_content_goes_out_under_a_lease_that_was_not_renewed():
    outbox.put(to_dafydd())
    here = desk()
    here.turn(more=True)
    here._ours_until = 0
    with pytest.raises(NotOurs):
        here.still_ours()
    here.turn(more=False)
    here.still_ours()


def test_an_outage_counts_one_try_for_what_was_claimed_and_what_was_not():
    outbox.put_many(to_many(QUICK.batch + 20))
    assert deliver(Rogue(port=closed_port())) == {"deferred": QUICK.batch + 20}
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_a_worker_that_was_cut_off_for_a_day_fails_nothing_that_another_sends():
    message = outbox.put(to_dafydd())
    (stale,) = claim("cut off", 1, QUICK.lease)
    with clock.pretend(clock.now() + timedelta(days=2)):
        (fresh,) = claim("other", 1, QUICK.lease)
        hand([fresh], "other", QUICK.lease)
        assert outages.defer_due(DOWN, "cut off", QUICK) == 0
        outcomes.try_or_give_up(stale, DOWN, QUICK)
        outcomes.bounced(stale, Refused("No", 550))
        message.refresh_from_db()
        assert (message.final, message.lease_holder) == (False, "other")
        outcomes.sent(stale, delivered=False)
    message.refresh_from_db()
    assert message.sent_at


def test_what_breaks_here_is_tried_again_and_says_so(monkeypatch):
    message = outbox.put(to_dafydd())
    transport = SmtpTransport("smtp://127.0.0.1:1")
    monkeypatch.setattr(SmtpTransport, "connect", lambda _self: 1 / 0)
    pace = QUICK.__class__(threads=0)
    assert deliver_due("worker", pace=pace, via=transport) == {"deferred": 1}
    message.refresh_from_db()
    assert (message.reply_text, bool(message.maybe_twice_at)) == (BROKEN, True)


def test_while_mail_is_held_nothing_is_claimed():
    outbox.put_many(to_many(3))
    Workspace.objects.update(mail_held_at=clock.now())
    with serving(Rogue()) as server:
        assert deliver(server) == {}
        assert set(Message.objects.values_list("attempts", flat=True)) == {0}
        Workspace.objects.update(mail_held_at=None)
        assert deliver(server) == {"sent": 3}


def test_a_domain_gets_its_share_of_an_hour_and_the_others_do_not_wait():
    Workspace.objects.update(domain_hourly=4)
    outbox.put_many(to_many(10))
    outbox.put_many([to_dafydd(to_address=f"{n}@other.example") for n in range(3)])
    with serving(Rogue()) as server:
        assert deliver(server) == {"sent": 7}
        assert deliver(server) == {}
        with clock.pretend(clock.now() + timedelta(minutes=61)):
            assert deliver(server) == {"sent": 4}
    assert set(Message.objects.filter(final=False).values_list("attempts", flat=True)) == {0}


def test_who_said_never_again_gets_no_invitation_but_their_password():
    suppression.suppress("dafydd.pryshowell@aubier.example", "person", Actor("member", "d", "D"))
    outbox.put(to_dafydd(to_address="Dafydd.PrysHowell@aubier.example"))
    outbox.put(to_dafydd(kind="password_reset"))
    with serving(Rogue()) as server:
        assert deliver(server) == {"sent": 1}
    invitation = Message.objects.get(kind="invitation")
    assert (invitation.reply_text, bool(invitation.failed_at)) == (UNWANTED, True)
    assert invitation.sealed is None


def test_a_clock_that_ran_ahead_and_came_back_leaves_nothing_waiting(monkeypatch):
    # A worker looks once a minute, and this one just did.
    monkeypatch.setattr(clock_jumps, "_looked_at", time.monotonic())
    outbox.put_many(to_many(3))
    with clock.pretend(clock.now() + timedelta(days=40)):
        claim("ahead", 1, QUICK.lease)
        outages.defer_due(DOWN, "ahead too", QUICK, gives_up=False)
        put_back("nobody")
        outbox.put(to_dafydd())
    with serving(Rogue()) as server:
        assert deliver(server) == {}
        clock_jumps.put_right(QUICK)
        assert deliver(server)["sent"] == 4


def test_two_hours_back_neither_stop_nor_double_anything():
    outbox.put_many(to_many(3))
    with serving(Rogue()) as server, clock.pretend(clock.now() - timedelta(hours=2)):
        assert clock_jumps.put_right(QUICK) == 3
        assert deliver(server) == {"sent": 3}
        assert clock_jumps.put_right(QUICK) == 0
    assert len({receipt.message_id for receipt in server.receipts}) == len(server.receipts) == 3


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_workers_own_clock_does_not_shorten_anothers_lease(minutes, monkeypatch):
    """On PostgreSQL, where workers may be on several machines, leases go by its clock."""
    if database_clock.connection.vendor != "postgresql":
        pytest.skip("one machine, one clock")
    # What another test found is put back as well.
    monkeypatch.setattr(database_clock, "_ahead", timedelta())
    outbox.put(to_dafydd())
    claim("right", 1, STANDARD.lease)
    real = clock.system
    monkeypatch.setattr(clock, "system", lambda: real() + timedelta(minutes=minutes))
    monkeypatch.setattr(database_clock, "_asked_at", -100.0)
    assert claim("skewed", 1, STANDARD.lease) == []
    outbox.put(to_dafydd())
    assert len(claim("skewed", 1, STANDARD.lease)) == 1
