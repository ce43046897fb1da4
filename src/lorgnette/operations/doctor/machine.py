"""The machine: programs, the folder of the data, room on the disk."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from lorgnette.operations.doctor.finding import FAILED, OK, WARNING, Finding, judged

# UPDATE … RETURNING.
OLDEST_SQLITE = (3, 35)
LEAST_FREE_MB = 500


def programs() -> Iterator[Finding]:
    yield Finding("python", OK, f"Python {platform.python_version()} at {sys.executable}.")
    old = sqlite3.sqlite_version_info < OLDEST_SQLITE
    yield judged(
        "sqlite version",
        old,
        f"SQLite {sqlite3.sqlite_version}.",
        "Use a Python that is linked with SQLite 3.35 or later.",
        FAILED,
    )


def home() -> Iterator[Finding]:
    folder = Path(settings.HOME)
    if not folder.is_dir():
        yield Finding(
            "data folder", FAILED, f"{folder} is not there.", "Make it, or set LORGNETTE_HOME."
        )
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(
            "data folder",
            FAILED,
            f"{folder} cannot be written to by {os.geteuid()}.",
            f"chown it to the user that runs Lorgnette: chown -R lorgnette {folder}",
        )
        return
    yield Finding("data folder", OK, f"{folder} can be written to.")
    yield _mode(folder)
    yield room("room on the disk", folder)


def _mode(folder: Path) -> Finding:
    open_ones = [
        path
        for path in (folder, *folder.glob("*.sqlite3*"), *folder.glob("*.key"))
        if path.stat().st_mode & 0o007
    ]
    return judged(
        "data folder’s rights",
        bool(open_ones) and folder in open_ones,
        f"{folder} is open to every user of this machine."
        if folder in open_ones
        else f"{folder} is closed to other users.",
        f"chmod 0750 {folder}",
    )


def room(check: str, folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // 1_000_000
    return judged(
        check,
        free < LEAST_FREE_MB,
        f"{free:,} MB are free at {folder}.",
        "Make room: a full disk stops everything that is saved.",
    )


def built() -> Iterator[Finding]:
    """What a checkout compiles and a wheel brings along."""
    manifest = Path(settings.STATIC_ROOT) / "manifest.json"
    yield judged(
        "pages’ assets",
        not manifest.is_file(),
        "The compiled styles and scripts are there."
        if manifest.is_file()
        else f"{manifest} is missing: pages have no style.",
        "Install the wheel, or run make build in the checkout.",
        FAILED,
    )
    folder = Path(settings.LOCALE_PATHS[0])
    missing = [
        code
        for code, _name in settings.LANGUAGES
        if code != "en" and not (folder / code / "LC_MESSAGES" / "django.mo").is_file()
    ]
    yield judged(
        "languages",
        bool(missing),
        f"Not compiled: {', '.join(missing)}." if missing else "All languages are compiled.",
        "Install the wheel, or run make build in the checkout.",
        WARNING,
    )
