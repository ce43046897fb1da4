"""A throwaway PostgreSQL cluster: own folder, own port, gone with the process that started it."""

import atexit
import glob
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

# Nothing here outlives the run: durability would only cost time.
_FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 "
    "-c autovacuum=off -c jit=off -c listen_addresses=127.0.0.1"
)


class NoPostgres(Exception):
    """PostgreSQL's server programs are not installed."""


def start() -> str:
    """Starts a cluster; returns the URL of its database. Raises `NoPostgres`."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="lorgnette-pg-"))
    data, port = folder / "data", _free_port()
    owner: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
        owner = ["runuser", "-u", "postgres", "--"]
    _run(
        [
            *owner,
            f"{programs}/initdb",
            "-A",
            "trust",
            "-U",
            "lorgnette",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
            "-D",
            str(data),
        ]
    )
    options = f"-p {port} -k {folder} {_FAST}"
    _run(
        [
            *owner,
            f"{programs}/pg_ctl",
            "-D",
            str(data),
            "-o",
            options,
            "-w",
            "-l",
            str(folder / "log"),
            "start",
        ]
    )

    def stop() -> None:
        subprocess.run(
            [*owner, f"{programs}/pg_ctl", "-D", str(data), "-m", "immediate", "stop"],
            check=False,
            capture_output=True,
        )
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql://lorgnette@127.0.0.1:{port}/postgres"


def _programs() -> str:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if found:
        return str(Path(found[-1]).parent)
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoPostgres("Install PostgreSQL's server (Debian: apt-get install postgresql).")
    return str(Path(on_path).parent)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd="/")
