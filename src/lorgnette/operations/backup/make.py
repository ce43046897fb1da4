"""Makes a copy of the database: complete and checked under its name, or not there at all."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.db import Error, connection

from lorgnette.kernel import clock
from lorgnette.operations import readiness
from lorgnette.operations.backup import manifest, postgresql, sqlite
from lorgnette.operations.backup.manifest import Manifest
from lorgnette.operations.backup.trouble import Trouble

_STEM = "lorgnette-"


@dataclass(frozen=True, slots=True)
class Made:
    """Where the copy is, what it says of itself, and which older ones were removed for it."""

    path: Path
    manifest: Manifest
    removed: tuple[Path, ...] = ()


def make(path: Path, keep: int | None = None) -> Made:
    """A copy at `path`; in a folder that is there it gets a name of the present moment.

    There `keep` leaves only so many, the newest. Raises `Trouble`.
    """
    into = path.is_dir()
    target = path / f"{_STEM}{clock.now():%Y%m%dT%H%M%SZ}" if into else path
    if target.exists():
        raise Trouble(f"{target} is there already.")
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        unfinished.mkdir(mode=0o700, parents=True)
        made = _fill(unfinished)
        unfinished.rename(target)
    except OSError as error:
        raise Trouble(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _sync_folder(target.parent)
    return Made(target, made, _thin_out(path, keep) if into and keep else ())


def _fill(folder: Path) -> Manifest:
    engine = connection.vendor
    try:
        # First: what is migrated while the copy is made is then taken up once more.
        migrations = [f"{app}.{name}" for app, name in readiness.applied()]
    except Error as error:
        raise Trouble(f"The database cannot be read: {error}") from None
    file, counts = (postgresql if engine == "postgresql" else sqlite).copy(folder)
    made = manifest.of(engine, file, migrations, counts)
    manifest.write(folder, made)
    return made


def _thin_out(folder: Path, keep: int) -> tuple[Path, ...]:
    ours = sorted(p for p in folder.glob(f"{_STEM}*Z") if (p / manifest.NAME).is_file())
    old = tuple(ours[:-keep])
    for path in old:
        shutil.rmtree(path)
    return old


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
