"""Copies are complete or not there; what does not fit is refused before anything is changed."""

import json
import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from lorgnette.kernel import clock
from lorgnette.operations.backup import manifest
from lorgnette.operations.backup.make import make
from lorgnette.operations.backup.restore import restore
from lorgnette.operations.backup.trouble import Trouble
from lorgnette.workspace import presence
from tests.cast import invited
from tests.cast.people import HELENE_ACTOR
from tests.trust.races import shared_database
from tests.trust.restoring import second_home

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        invited.aubier()
        invited.administrator()
        yield


@pytest.fixture
def copy(tmp_path):
    return make(tmp_path / "copy").path


@pytest.fixture
def home(tmp_path):
    with second_home(tmp_path / "second") as made:
        yield made


def alter(copy, **changes):
    path = copy / manifest.NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_copy_says_what_it_holds_and_is_for_its_owner_alone(tmp_path, settings):
    made = make(tmp_path / "copy")
    assert made.manifest.counts["users_user"] == 1
    assert "mail.0001_initial" in made.manifest.migrations
    assert any("LORGNETTE_SECRET_KEY" in thing for thing in made.manifest.not_in_it)
    assert made.path.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in made.path.iterdir()} == {0o600}
    told = (made.path / manifest.NAME).read_text()
    assert settings.SECRET_KEY not in told


def test_into_a_folder_it_keeps_the_newest(tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    for days in (3, 2, 1):
        with clock.pretend(clock.now() - timedelta(days=days)):
            newest = make(folder, keep=2)
    assert len(list(folder.iterdir())) == 2
    assert newest.path.is_dir()


def test_a_copy_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def torn(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifest, "write", torn)
    with pytest.raises(Trouble, match="No space left on device"):
        make(tmp_path / "copies" / "one")
    assert list((tmp_path / "copies").iterdir()) == []


def test_no_copy_is_written_over(copy):
    with pytest.raises(Trouble, match="there already"):
        make(copy / manifest.NAME)


def test_without_the_programs_it_says_what_to_install(tmp_path, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs no program.")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match="postgresql-client"):
        make(tmp_path / "copy")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"migrations": ["mail.9999_of_tomorrow"]}, "later version"),
        ({"engine": "oracle"}, "is of oracle"),
        ({"format": 7}, "another version"),
        ({"sha256": "0" * 64}, "checksum"),
    ],
)
def test_what_does_not_fit_is_refused(copy, change, words):
    alter(copy, **change)
    with pytest.raises(Trouble, match=words):
        restore(copy, HELENE_ACTOR, replace=True)


def test_a_torn_file_or_a_folder_that_is_none_is_refused(copy, tmp_path):
    file = next(path for path in copy.iterdir() if path.name != manifest.NAME)
    os.truncate(file, file.stat().st_size // 2)
    with pytest.raises(Trouble, match="checksum"):
        restore(copy, HELENE_ACTOR, replace=True)
    with pytest.raises(Trouble, match="is no copy"):
        restore(tmp_path, HELENE_ACTOR, replace=True)


def test_without_being_told_to_it_replaces_nothing(copy):
    with pytest.raises(Trouble, match="--replace"):
        restore(copy, HELENE_ACTOR, replace=False)


def test_a_database_in_use_is_left_alone(copy):
    presence.beat("worker", "far:1:x")
    with pytest.raises(Trouble, match=r"A worker process is at work \(far:1\)"):
        restore(copy, HELENE_ACTOR, replace=True)
    presence.leave("worker", "far:1:x")
    # Of this machine it is known that it is gone.
    presence.beat("web", f"{socket.gethostname()[:20]}:{2**22 + 1}:x")
    alter(copy, engine="oracle")
    with pytest.raises(Trouble, match="oracle"):
        restore(copy, HELENE_ACTOR, replace=True)


def test_what_was_there_gives_way_at_one_stroke_and_is_kept(copy, home):
    home.console("restore", str(copy))
    home.write("UPDATE workspace_workspace SET name = 'Another'")
    again = home.told("restore", str(copy), "--replace")
    assert home.rows("SELECT name FROM workspace_workspace") == [("Aubier Systems",)]
    if not home.database_url:
        assert Path(again["kept"]).is_file()
