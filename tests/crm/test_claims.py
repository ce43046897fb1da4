"""One run at a time a source; one whose process died is taken over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from lorgnette.accounts.models import Account
from lorgnette.activities.models import Activity, DayCount, Seen
from lorgnette.audit.models import Entry
from lorgnette.crm import runs
from lorgnette.crm.claims import Superseded, beat, claim
from lorgnette.crm.connectors.csv_folder.client import CsvFolder
from lorgnette.crm.due import due_sources
from lorgnette.crm.models import SyncRun
from lorgnette.crm.outcome import Progress
from lorgnette.crm.pull import Pull
from lorgnette.crm.sync import sync
from lorgnette.directory.models import CrmUser
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.scoring.models import AccountScore
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HELENE = Actor(kind="administrator", ref="helene", name="Hélène Dubreuil")


def test_a_second_run_at_the_same_time_does_nothing(folder: Folder):
    claim(folder.source.id)
    outcome = folder.sync()
    assert outcome.state == "busy"
    assert SyncRun.objects.count() == 1
    assert not Entry.objects.exists()


def test_the_tables_allow_no_second_run(folder: Folder):
    first = claim(folder.source.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        SyncRun.objects.create(
            source_id=first.source_id, state="running", started_at=AT, beat_at=AT
        )


def test_a_run_that_was_killed_is_taken_over(folder: Folder):
    with clock.pretend(AT):
        dead = claim(folder.source.id)
    with clock.pretend(AT + timedelta(minutes=3)):
        assert due_sources() == [folder.source.ref]
        assert folder.sync().state == "done"
    dead.refresh_from_db()
    assert (dead.state, dead.failure) == ("failed", "interrupted")
    told = Entry.objects.order_by("id").values_list("verb", "values__run")
    next_ref = SyncRun.objects.latest("pk").public_id
    assert list(told) == [
        ("sync.failed", dead.public_id),
        ("sync.finished", next_ref),
    ]


def test_a_run_that_gives_signs_of_life_is_left_alone(folder: Folder):
    with clock.pretend(AT):
        run = claim(folder.source.id)
    with clock.pretend(AT + timedelta(seconds=18)):
        beat(run)
    with clock.pretend(AT + timedelta(seconds=36)):
        assert due_sources() == []
        assert folder.sync().state == "busy"


def test_a_process_that_was_taken_over_writes_nothing_more(folder: Folder):
    with clock.pretend(AT):
        slow = claim(folder.source.id)
    with clock.pretend(AT + timedelta(minutes=3)):
        claim(folder.source.id)
    with pytest.raises(Superseded):
        beat(slow)


def test_what_was_accepted_survives_a_kill(folder: Folder):
    SyncRun.objects.create(
        source_id=folder.source.id,
        state="running",
        started_at=AT,
        beat_at=AT,
        accepts={"users": 0},
    )
    with clock.pretend(AT + timedelta(minutes=3)):
        assert claim(folder.source.id).accepts == {"users": 0}


def test_a_run_killed_in_the_middle_loses_and_doubles_nothing(folder: Folder):
    """The activities of the first chunk are stored; the second time they are known."""
    with clock.pretend(AT):
        run = claim(folder.source.id)
        Pull(run, CsvFolder(folder.source.location), lambda _progress: None).all()
    assert not AccountScore.objects.exclude(tenths=0).exists()
    with clock.pretend(AT + timedelta(minutes=3)):
        assert folder.sync().state == "done"
    assert (Activity.objects.count(), DayCount.objects.count()) == (3, 2)
    assert AccountScore.objects.count() == 2
    assert Account.objects.get(external_id="a-banque").score.tenths > 0


class Killed(BaseException):
    """What a kill -9 is to the program: nothing is tidied up."""


@pytest.mark.parametrize("after", range(1, 16, 2))
def test_wherever_a_run_is_killed_the_next_one_ends_the_same(folder: Folder, monkeypatch, after):
    def dies(_progress: Progress) -> None:
        nonlocal after
        after -= 1
        if not after:
            raise Killed

    for name in ("FIRST", "LEAST", "MOST"):
        monkeypatch.setattr(f"lorgnette.crm.pace.{name}", 1)
    with clock.pretend(AT), pytest.raises(Killed):
        sync(folder.source.ref, dies)
    assert SyncRun.objects.get().state == "running"
    with clock.pretend(AT + timedelta(minutes=3)):
        assert folder.sync().state == "done"
    assert (CrmUser.objects.count(), Account.objects.count()) == (5, 2)
    assert (Activity.objects.count(), Seen.objects.count()) == (3, 3)
    assert sum(DayCount.objects.values_list("count", flat=True)) == 3
    assert all(score.tenths > 0 for score in AccountScore.objects.all())


def test_scores_are_made_good_even_where_a_held_run_came_between(folder: Folder):
    with clock.pretend(AT):
        Pull(claim(folder.source.id), CsvFolder(folder.source.location), print).all()
    users = (folder.path / "users.csv").read_text(encoding="utf-8")
    folder.write("users.csv", users.splitlines()[0])
    with clock.pretend(AT + timedelta(minutes=3)):
        assert folder.sync().state == "held"
        folder.write("users.csv", users)
        assert folder.sync().state == "done"
    assert Account.objects.get(external_id="a-banque").score.tenths > 0


def test_an_error_of_the_program_ends_the_run_and_is_not_hidden(folder: Folder, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(Pull, "all", broken)
    with pytest.raises(ZeroDivisionError):
        folder.sync()
    assert runs.latest(folder.source.ref).state == "failed"


def test_a_folder_that_is_not_there_is_tried_again_later(folder: Folder, tmp_path):
    source = folder.source
    folder.path.rename(tmp_path.parent / "elsewhere")
    with clock.pretend(AT):
        outcome = sync(source.ref)
        assert (outcome.state, outcome.failure_passes) == ("failed", True)
        assert str(tmp_path) in outcome.failure % outcome.failure_values
        assert due_sources() == []
    with clock.pretend(AT + timedelta(minutes=16)):
        assert due_sources() == [source.ref]


def test_an_empty_folder_may_be_a_mount_point(folder: Folder):
    for file in folder.path.iterdir():
        file.unlink()
    outcome = folder.sync()
    assert (outcome.state, outcome.failure_passes) == ("failed", True)
    assert Entry.objects.get(verb="sync.failed").values["failure"] == "no_files"


def test_a_failure_that_lasts_waits_until_it_is_asked_for(folder: Folder):
    with clock.pretend(AT):
        SyncRun.objects.create(
            source_id=folder.source.id,
            state="failed",
            started_at=AT,
            beat_at=AT,
            failure_passes=False,
        )
    with clock.pretend(AT + timedelta(hours=1)):
        assert due_sources() == []
        runs.ask(folder.source.ref, HELENE)
        assert due_sources() == [folder.source.ref]


def test_asking_twice_wants_one_run(folder: Folder):
    first = runs.ask(folder.source.ref, HELENE)
    assert runs.ask(folder.source.ref, HELENE) == first
    assert folder.sync().ref == first


def test_a_source_is_due_a_quarter_of_an_hour_after_its_last_run(folder: Folder):
    with clock.pretend(AT):
        folder.sync()
        assert due_sources() == []
    with clock.pretend(AT + timedelta(minutes=16)):
        assert due_sources() == [folder.source.ref]
