"""Every process that answers holds its own locks on the SQLite file, none of them its master's.

Whoever closes an SQLite file last takes its log away. A process without a lock is one that nobody
sees: what it writes afterwards goes into a log without a name, acknowledged and lost.
"""

from pathlib import Path

import pytest

from tests.cli.serving import Service, service
from tests.journey.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("serving")]


def holders(path: Path) -> set[int]:
    """The processes with a lock on this file."""
    found = path.stat()
    place = f"{found.st_dev >> 8:02x}:{found.st_dev & 0xFF:02x}:{found.st_ino}"
    lines = (line.split() for line in Path("/proc/locks").read_text().splitlines())
    return {int(line[4]) for line in lines if line[1] == "POSIX" and line[5] == place}


def answering(unit: Service) -> set[int]:
    """Those that have opened the database to answer."""
    unit.ask()
    return {pid for pid in unit.servers() if opened(pid, unit.home / "lorgnette.sqlite3")}


def opened(pid: int, path: Path) -> bool:
    return any(
        link.exists() and link.resolve() == path for link in Path(f"/proc/{pid}/fd").iterdir()
    )


def test_each_process_that_answers_holds_locks_of_its_own(tmp_path):
    with service(tmp_path) as unit:
        unit.start("--workers", "2")
        unit.wait_until_ready()
        wait_until(lambda: len(answering(unit)) == 2, 60, "Only one of them ever answers.")
        assert holders(tmp_path / "lorgnette.sqlite3") == unit.servers()
