"""A copy of an SQLite database while it is written to, and the way back."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from django.db import Error, connection

from lorgnette.kernel import clock
from lorgnette.operations.backup.trouble import Trouble

FILE = "database.sqlite3"
# Room to work in, on top of the size of the database.
_ROOM = 1.1


def copy(folder: Path) -> tuple[Path, Mapping[str, int]]:
    """One moment's state; writers go on meanwhile. Raises `Trouble`."""
    source, target = Path(connection.settings_dict["NAME"]), folder / FILE
    _has_room(source, folder)
    # Made first, so that nobody else may read it while it grows.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
    except Error as error:
        raise Trouble(f"The copy cannot be written: {error}.") from None
    sync(target)
    return target, check(target)


def check(file: Path) -> Mapping[str, int]:
    """The rows by table of a file that is whole. Raises `Trouble`."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            faults = [row[0] for row in database.execute("PRAGMA integrity_check(5)")]
            loose = database.execute("PRAGMA foreign_key_check").fetchall()
            tables = [
                row[0]
                for row in database.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' "
                    "AND name NOT LIKE 'sqlite_%' ORDER BY name"
                )
            ]
            counts = {
                table: int(database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608
                for table in tables
            }
    except sqlite3.Error as error:
        raise Trouble(f"{file} is damaged: {error}.") from None
    if faults != ["ok"] or loose:
        raise Trouble(f"{file} is damaged: {faults[0] if faults != ['ok'] else loose[0]}.")
    return counts


def put_back(file: Path, prepare: Callable[[], None], *, keep: bool) -> str:
    """Prepares a copy of `file` aside, then takes it in the place of the database at one stroke.

    Returns where the database before is kept, or nothing where none was to be.
    """
    place = Path(connection.settings_dict["NAME"])
    aside = place.with_name(f"{place.name}.restoring")
    _remove(aside)
    place.parent.mkdir(parents=True, exist_ok=True)
    _has_room(file, place.parent)
    os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    shutil.copyfile(file, aside)
    with _at(aside):
        prepare()
        _settle()
    sync(aside)
    kept = _put_aside(place, keep=keep)
    aside.replace(place)
    sync(place)
    return kept


def _put_aside(place: Path, *, keep: bool) -> str:
    """Leaves what is there now in one file, and gives that another name as well."""
    if not place.exists():
        return ""
    _settle()
    connection.close()
    before = place.with_name(f"{place.name}.before-{clock.now():%Y%m%dT%H%M%SZ}")
    if keep:
        before.unlink(missing_ok=True)
        os.link(place, before)
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    return str(before) if keep else ""


@contextlib.contextmanager
def _at(file: Path) -> Iterator[None]:
    """Lets the connection speak to another file."""
    place = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place


def _settle() -> None:
    """All that was written lies in the one file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _has_room(of: Path, folder: Path) -> None:
    needed = int(of.stat().st_size * _ROOM) if of.exists() else 0
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Trouble(
            f"{folder} has room for {free // 1_000_000} MB, and {needed // 1_000_000} MB are "
            "needed."
        )


def _remove(aside: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        aside.with_name(aside.name + ending).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """On the disk, and its name too."""
    for each, kind in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        descriptor = os.open(each, kind)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
