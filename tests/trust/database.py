"""A PostgreSQL that keeps what it acknowledged, and that can be pulled from under its users."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import cluster

_SETTINGS = "-c max_connections=200 -c listen_addresses=127.0.0.1 -c jit=off"


@dataclass(frozen=True)
class Database:
    """A cluster of its own, with durability as it comes."""

    url: str
    command: list[str]
    options: str

    def restart(self) -> None:
        """At once: open connections are cut, and what was committed is found again."""
        self._do("restart", "-m", "immediate", "-w", "-l", f"{self.command[-1]}/log")

    def query(self, sql: str) -> list[tuple]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql).fetchall()

    def start(self) -> None:
        self._do("start", "-w", "-l", f"{self.command[-1]}/log")

    def stop(self) -> None:
        self._do("stop", "-m", "immediate")

    def _do(self, *what: str) -> None:
        given = ["-o", self.options] if "stop" not in what else []
        subprocess.run([*self.command, *given, *what], check=True, capture_output=True, cwd="/")


@contextlib.contextmanager
def durable() -> Iterator[Database]:
    """Raises `cluster.NoPostgres`."""
    programs, port = cluster.programs(), cluster.free_port()
    folder = Path(tempfile.mkdtemp(prefix="lorgnette-durable-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    cluster.init(as_owner, programs, data)
    made = Database(
        f"postgresql://lorgnette@127.0.0.1:{port}/postgres",
        [*as_owner, f"{programs}/pg_ctl", "-D", str(data)],
        f"-p {port} -k {folder} {_SETTINGS}",
    )
    made.start()
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
