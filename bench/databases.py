"""A migrated database for each section: copies of one that is migrated once for each engine."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import cluster

BASE_URL = "https://insight.aubier.example"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True, slots=True)
class Engine:
    """`server` is the URL of the cluster's own database; "" for SQLite."""

    name: str
    folder: Path
    server: str = ""

    def kept(self, name: str) -> dict[str, str]:
        """The environment of one that is there for the next run, too, where a folder is kept."""
        home = self.folder / name
        if not home.exists():
            return self.copy(name)
        url = _at(self.server, name) if self.server else ""
        _migrate(_environment(home, url))
        if url:
            _tend(url)
        return _environment(home, url)

    def copy(self, name: str) -> dict[str, str]:
        """The environment of an installation with a database of its own."""
        home = self.folder / name
        home.mkdir()
        if self.server:
            _create(self.server, name, "pattern")
            return _environment(home, _at(self.server, name))
        shutil.copy(self.folder / "pattern" / "lorgnette.sqlite3", home)
        return _environment(home)


def prepare(name: str, folder: Path, *, keep: bool = False) -> Engine:
    """Starts the engine and migrates the pattern. Raises `cluster.NoPostgres`.

    `keep`: the folder stays, and so does PostgreSQL's cluster in it.
    """
    home = folder / "pattern"
    is_new = not home.exists()
    home.mkdir(parents=True, exist_ok=True)
    server = _server(folder, keep=keep) if name == POSTGRESQL else ""
    if server and is_new:
        _create(server, "pattern")
    _migrate(_environment(home, _at(server, "pattern") if server else ""))
    return Engine(name, folder, server)


def _server(folder: Path, *, keep: bool) -> str:
    return cluster.start(folder / "cluster" if keep else None)


def _tend(url: str) -> None:
    """What autovacuum does on a server that lives: counts in an index read no rows after it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _migrate(given: dict[str, str]) -> None:
    for command in (["migrate"], ["createcachetable"]):
        django = [sys.executable, "-m", "django", *command, "--verbosity", "0"]
        subprocess.run(django, env=given, check=True)


def _environment(home: Path, url: str = "") -> dict[str, str]:
    foreign = {key: value for key, value in os.environ.items() if not key.startswith("LORGNETTE_")}
    return foreign | {
        "DJANGO_SETTINGS_MODULE": "lorgnette.config.settings",
        "LORGNETTE_HOME": str(home),
        "LORGNETTE_DATABASE_URL": url,
        "LORGNETTE_BASE_URL": BASE_URL,
        "LORGNETTE_SECRET_KEY": "a-key-for-measuring-alone-0123456789",
        "LORGNETTE_LOG_LEVEL": "warning",
    }


def _create(server: str, name: str, pattern: str = "template1") -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{pattern}"')


def _at(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"
