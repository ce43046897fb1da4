"""What is the same each quarter of an hour is not told each time; old runs are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from lorgnette.audit.models import Entry
from lorgnette.crm import runs
from lorgnette.crm.models import RowProblem, SyncRun
from lorgnette.crm.sync import sync
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CONSOLE = Actor(kind="console", ref="console", name="root")


def told() -> list[str]:
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    Entry.objects.all().delete()
    return verbs


def test_a_scheduled_run_is_recorded_where_something_moved(folder: Folder):
    folder.sync()
    assert told() == ["sync.finished"]
    folder.sync()
    assert told() == []
    folder.change("users.csv", "Ana,Lindqvist", "Anna,Lindqvist")
    folder.sync()
    assert told() == ["sync.finished"]


def test_other_problems_than_the_last_time_are_recorded(folder: Folder):
    folder.sync()
    told()
    folder.add("activities.csv", "e-9,c-nobody,web.visit,2026-11-20T09:00:00Z,,")
    folder.sync()
    assert told() == ["sync.finished"]
    folder.sync()
    assert told() == []


def test_a_failure_is_recorded_once_until_it_is_another(folder: Folder):
    folder.sync()
    told()
    away = folder.path.rename(folder.path.with_name(f"{folder.path.name}-away"))
    sync(source := folder.source.ref)
    sync(source)
    assert told() == ["sync.failed"]
    away.rename(folder.path)
    folder.sync()
    folder.path.rename(away)
    sync(source)
    assert told() == ["sync.failed"]


def test_what_somebody_did_at_the_console_is_always_recorded(folder: Folder):
    folder.sync()
    told()
    sync(folder.source.ref, actor=CONSOLE)
    assert told() == ["sync.started", "sync.finished"]


def test_old_runs_are_forgotten_but_the_last_ones(folder: Folder):
    folder.add("activities.csv", "e-9,c-nobody,web.visit,2026-11-20T09:00:00Z,,")
    for day in range(5):
        with clock.pretend(AT + timedelta(days=day)):
            folder.sync()
    assert runs.prune(AT + timedelta(days=3)) == 3
    assert SyncRun.objects.count() == RowProblem.objects.count() == 2
    assert runs.prune(AT + timedelta(days=30)) == 1
    assert runs.latest(folder.source.ref).state == "done"


def test_the_last_run_that_came_to_its_end_stays_too(folder: Folder):
    with clock.pretend(AT):
        done = folder.sync()
    ref = folder.source.ref
    folder.path.rename(folder.path.with_name(f"{folder.path.name}-away"))
    for day in (1, 2):
        with clock.pretend(AT + timedelta(days=day)):
            sync(ref)
    assert runs.prune(AT + timedelta(days=30)) == 1
    assert runs.by_ref(done.ref).state == "done"
