"""What is no longer kept goes, by the settings' months; what is still kept stays."""

from datetime import timedelta

import pytest

from lorgnette.audit import trail
from lorgnette.audit.models import Entry
from lorgnette.audit.record import record
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.verify import verify
from lorgnette.crm.models import DONE, RUNNING, RowProblem, SyncRun
from lorgnette.directory import sources
from lorgnette.invitations.models import Draft
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import Envelope, put
from lorgnette.operations.retention import Old, delete_old, due
from lorgnette.workspace.settings import change
from tests.cast import people

LONG_AGO = people.AT - timedelta(days=800)
LATELY = people.AT - timedelta(days=80)


@pytest.fixture(autouse=True)
def _today(db):
    with clock.pretend(people.AT):
        people.aubier()
        yield


def mailed(*, final: bool = True) -> int:
    row = put(
        Envelope(
            kind="invitation",
            language="en",
            to_name="Dafydd Prys-Howell",
            to_address="dafydd@aubier.example",
            reply_name="Hélène",
            reply_address="helene@aubier.example",
            link="https://insight.aubier.example/i/x",
            values={"name": "Dafydd Prys-Howell"},
        )
    )
    Message.objects.filter(pk=row.pk).update(final=final, sent_at=clock.now())
    return row.pk


def synced(state: str = DONE) -> SyncRun:
    source = sources.ensure("csv_folder", "CRM", "/srv/crm")
    at = clock.now()
    run = SyncRun.objects.create(source_id=source.id, state=state, started_at=at, beat_at=at)
    RowProblem.objects.create(run=run, file="users.csv", code="address_missing")
    return run


def drafted(owner, batch: str = "") -> Draft:
    at = clock.now()
    return Draft.objects.create(owner=owner, created_at=at, changed_at=at, sent_batch_ref=batch)


def recorded(number: int) -> None:
    for _one in range(number):
        record("access.locked", SYSTEM, subject_kind="member", subject_ref="m")
    seal_pending()


def test_old_events_go_and_one_event_says_so():
    with clock.pretend(LONG_AGO):
        recorded(3)
    recorded(2)
    assert due() == Old(events=3, mails=0, syncs=0, drafts=0)
    assert delete_old().events == 3
    assert verify().holds
    (told,) = trail.about("workspace", "retention")
    assert told.verb == "retention.pruned"
    assert (told.values["events"], told.values["through"]) == (3, 3)
    assert Entry.objects.filter(verb="access.locked").count() == 2


def test_a_day_on_which_nothing_is_old_is_no_event():
    recorded(2)
    assert delete_old().total == 0
    assert trail.about("workspace", "retention") == []


def test_the_settings_say_how_long():
    with clock.pretend(LATELY):
        recorded(3)
    assert due().events == 0
    assert due(audit_months=2).events == 3
    change(people.HELENE_ACTOR, audit_months=2)
    assert delete_old().events == 3


def test_old_mail_forgets_whom_it_went_to_and_keeps_that_it_went():
    with clock.pretend(LONG_AGO):
        old, open_still = mailed(), mailed(final=False)
    new = mailed()
    assert delete_old().mails == 1
    row = Message.objects.get(pk=old)
    assert (row.to_name, row.to_address, row.reply_address, row.values) == ("", "", "", {})
    assert row.sent_at == LONG_AGO
    kept = Message.objects.filter(to_address="dafydd@aubier.example")
    assert set(kept.values_list("pk", flat=True)) == {open_still, new}
    assert delete_old().mails == 0


def test_old_synchronisations_go_but_never_a_sources_last():
    with clock.pretend(LONG_AGO):
        first, second = synced(), synced()
    assert delete_old().syncs == 1
    assert list(SyncRun.objects.all()) == [second]
    assert RowProblem.objects.get().run == second
    synced(RUNNING)
    assert delete_old().syncs == 1
    assert not SyncRun.objects.filter(pk__in=[first.pk, second.pk]).exists()


def test_drafts_that_nobody_sent_go_after_ninety_days():
    owner = people.helene()
    with clock.pretend(LONG_AGO):
        drafted(owner)
        sent = drafted(owner, batch="b")
    with clock.pretend(LATELY):
        fresh = drafted(owner)
    assert delete_old().drafts == 1
    assert set(Draft.objects.all()) == {sent, fresh}


def test_an_edited_beginning_stays_and_that_is_recorded():
    with clock.pretend(LONG_AGO):
        recorded(3)
    Entry.objects.filter(seq=1).update(verb="access.revoked")
    assert delete_old().events == 0
    (told,) = trail.about("workspace", "retention")
    assert (told.verb, told.values) == ("retention.stopped", {"at": 1, "kind": "edited"})


def test_it_stops_when_the_worker_does():
    with clock.pretend(LONG_AGO):
        recorded(3)
    assert delete_old(lambda: False) == Old(0, 0, 0, 0)
