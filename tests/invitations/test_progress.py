"""A batch is counted from the facts of its messages and invitations."""

from datetime import timedelta

import pytest

from lorgnette.invitations import accept, amend, progress
from lorgnette.invitations.outcomes import outcome
from lorgnette.kernel import clock
from lorgnette.mail import outcomes
from lorgnette.mail.models import Message
from lorgnette.mail.transports import NotNow, Refused
from tests.cast import invited


@pytest.fixture
def batch(helene, cast):
    return invited.invite(helene, cast.ana, cast.bo, cast.dafydd)


def counted(ref):
    return {code: number for code, number in progress.batch(ref).counts.items() if number}


def test_everybody_is_queued_first(batch):
    found = progress.batch(batch)
    assert (found.total, found.left_here, found.done) == (3, 0, False)
    assert (found.inviter, found.zone, found.scope) == ("Hélène Dubreuil", "Europe/Paris", "own")
    assert counted(batch) == {"queued": 3}


def test_each_person_is_counted_once_where_they_stand(batch, actor, cast):
    mail = {m.to_name: m for m in Message.objects.all()}
    token = invited.token(cast.bo)
    outcomes.sent(mail["Bo Ek"], delivered=True)
    outcomes.bounced(mail["Ana Lindqvist"], Refused("5.1.1 no such mailbox", 550))
    assert counted(batch) == {"queued": 1, "delivered": 1, "bounced": 1}
    accept.opened(token)
    assert counted(batch) == {"queued": 1, "opened": 1, "bounced": 1}
    accept.accept(token, password_hash=invited.UNUSABLE_HASH)
    amend.revoke(invited.member_ref(cast.dafydd), actor)
    found = progress.batch(batch)
    assert counted(batch) == {"accepted": 1, "revoked": 1, "bounced": 1}
    assert (found.left_here, found.done) == (3, True)


def test_rows_come_by_name_in_pages(batch):
    first = progress.batch_rows(batch, size=2)
    second = progress.batch_rows(batch, size=2, cursor=first.next)
    names = [row.name for row in (*first.rows, *second.rows)]
    assert names == ["Ana Lindqvist", "Bo Ek", "Dafydd Prys-Howell"]
    assert progress.batch_rows(batch, size=2, cursor=second.previous).rows == first.rows


def test_a_row_says_when_and_why(batch):
    message = Message.objects.get(to_name="Bo Ek")
    later = clock.now() + timedelta(minutes=2)
    with clock.pretend(later):
        outcomes.deferred(message, NotNow("busy", 452), later + timedelta(minutes=1))
    (row,) = progress.batch_rows(batch, outcome="deferred").rows
    assert (row.name, row.at, row.reply_code, row.reply) == ("Bo Ek", later, 452, "busy")
    assert row.next_try_at == later + timedelta(minutes=1)


def test_who_needs_a_human_is_found_and_sent_a_new_link(batch, actor, cast):
    outcomes.bounced(Message.objects.get(to_name="Bo Ek"), Refused("mailbox full", 552))
    Message.objects.filter(to_name="Ana Lindqvist").update(maybe_twice_at=clock.now())
    rows = progress.batch_rows(batch, outcome="needs_you").rows
    assert [(row.name, row.outcome, row.maybe_twice) for row in rows] == [
        ("Ana Lindqvist", "queued", True),
        ("Bo Ek", "bounced", False),
    ]
    assert progress.batch(batch).maybe_twice == 1
    with pytest.raises(amend.MemberMissing):
        progress.retry("another", rows[1].message_ref, actor)
    progress.retry(batch, rows[1].message_ref, actor)
    assert counted(batch) == {"queued": 3}
    with pytest.raises(amend.MemberMissing):
        progress.retry(batch, "nothing", actor)


def test_somebody_invited_anew_elsewhere_stays_as_they_were_here(batch, helene, cast):
    accept.decline(invited.token(cast.bo))
    invited.invite(helene, cast.bo)
    assert counted(batch) == {"queued": 2, "declined": 1}


def test_the_outcome_in_python_is_that_of_sql(batch, cast):
    accept.decline(invited.token(cast.bo))
    outcomes.sent(Message.objects.get(to_name="Ana Lindqvist"), delivered=False)
    for person in (cast.ana, cast.bo, cast.dafydd):
        (row,) = progress.batch_rows(batch, outcome=outcome(invited.current(person))).rows
        assert row.name == person.name


def test_there_is_no_such_batch(db):
    with pytest.raises(progress.BatchMissing):
        progress.batch("nothing")
