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


def start(keep: Path | None = None) -> str:
    """Starts a cluster; returns the URL of its database. Raises `NoPostgres`.

    One in `keep` stays there when it is stopped, and is started again the next time.
    """
    found = programs()
    folder = keep or Path(tempfile.mkdtemp(prefix="lorgnette-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    data, port = folder / "data", free_port()
    owner: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
        owner = ["runuser", "-u", "postgres", "--"]
    if not (data / "PG_VERSION").exists():
        init(owner, found, data)
    options = f"-p {port} -k {folder} {_FAST}"
    _run(
        [
            *owner,
            f"{found}/pg_ctl",
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
            [
                *(*owner, f"{found}/pg_ctl", "-D", str(data), "stop"),
                *("-m", "fast" if keep else "immediate"),
            ],
            check=False,
            capture_output=True,
        )
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return f"postgresql://lorgnette@127.0.0.1:{port}/postgres"


def init(owner: list[str], programs: str, data: Path) -> None:
    """An empty cluster in `data`, run by `owner`."""
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


def programs() -> str:
    """The folder of the server's programs. Raises `NoPostgres`."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if found:
        return str(Path(found[-1]).parent)
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NoPostgres("Install PostgreSQL's server (Debian: apt-get install postgresql).")
    return str(Path(on_path).parent)


def free_port() -> int:
    """One that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd="/")
