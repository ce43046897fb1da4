"""A real server with a source of events, and what is in its database."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.serving import Service, service
from tests.trust.database import Database, durable

COUNT = "SELECT count(*) FROM activities_%s"
TABLES = ("activity", "seen", "waiting", "deadevent")


@dataclass(frozen=True)
class Installation:
    """`key` is the write key of its source; `database` is None for SQLite."""

    unit: Service
    key: str
    database: Database | None = None

    @property
    def url(self) -> str:
        return self.unit.environment["LORGNETTE_BASE_URL"]

    def query(self, sql: str) -> list[tuple]:
        if self.database is not None:
            return self.database.query(sql)
        with contextlib.closing(sqlite3.connect(self.unit.home / "lorgnette.sqlite3")) as file:
            return file.execute(sql).fetchall()

    def rows(self) -> dict[str, int]:
        """How many rows each of the tables of events has."""
        return {name: self.query(COUNT % name)[0][0] for name in TABLES}


@contextlib.contextmanager
def running(home: Path, engine: str) -> Iterator[Installation]:
    """Raises `cluster.NoPostgres`."""
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(durable()) if engine == "postgresql" else None
        unit = stack.enter_context(service(home, **_at(database)))
        made = unit.run("sources", "add", "Website", "--json")
        assert made.returncode == 0, made.stderr
        unit.start("--workers", "2")
        unit.wait_until_ready()
        yield Installation(unit, json.loads(made.stdout)["write_key"], database)


def _at(database: Database | None) -> dict[str, str]:
    return {"LORGNETTE_DATABASE_URL": database.url} if database else {}
