"""A second home for a copy: on SQLite a folder, on PostgreSQL a database of its own."""

import contextlib
import json
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection


@dataclass
class Home:
    """Where the copy is put back: spoken to by the console, looked into past the product."""

    folder: Path
    database_url: str = ""
    smtp_url: str = ""
    commands: list[str] = field(default_factory=list)

    def console(self, *arguments: str, fails: bool = False) -> str:
        """What a command prints, its failures included."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
        own = {
            "LORGNETTE_HOME": str(self.folder),
            "LORGNETTE_DATABASE_URL": self.database_url,
            "LORGNETTE_SMTP_URL": self.smtp_url,
        }
        done = subprocess.run(
            [sys.executable, "-m", "lorgnette", *arguments],
            env=kept | own,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + (done.stderr if fails else "")

    def told(self, *arguments: str) -> dict[str, Any]:
        """The object that a command prints."""
        return json.loads(self.console(*arguments, "--json"))

    def rows(self, query: str) -> list[tuple]:
        if self.database_url:
            with psycopg.connect(self.database_url) as database:
                return database.execute(query).fetchall()
        path = self.folder / "lorgnette.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as database:
            return database.execute(query).fetchall()

    def write(self, statement: str) -> None:
        if self.database_url:
            with psycopg.connect(self.database_url) as database:
                database.execute(statement)
            return
        path = self.folder / "lorgnette.sqlite3"
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute(statement)

    def number(self, query: str) -> int:
        return int(self.rows(query)[0][0])


@contextlib.contextmanager
def second_home(folder: Path) -> Iterator[Home]:
    """Empty, of the engine that the test runs on."""
    folder.mkdir()
    if connection.vendor == "sqlite":
        yield Home(folder)
        return
    name, given = f"second_{secrets.token_hex(4)}", connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield Home(folder, f"postgresql://{given['USER']}@{given['HOST']}:{given['PORT']}/{name}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
