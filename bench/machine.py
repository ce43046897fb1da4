"""What the machine is, and what it does without us: the ceilings the rows are compared with."""

import os
import platform
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from argon2 import PasswordHasher, Type

CORES = len(os.sched_getaffinity(0))


def described() -> dict[str, str]:
    """In words that name no place."""
    return {
        "cores": str(CORES),
        "memory": f"{_memory_gib():.0f} GiB",
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load at the start": f"{os.getloadavg()[0]:.1f}",
    }


def hashes_per_second(count: int = 40) -> float:
    """Argon2id as the product has it, on all cores, nothing else."""
    hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
    with ThreadPoolExecutor(CORES) as pool:
        began = time.perf_counter()
        list(pool.map(hasher.hash, ["curtain-up at eight tonight"] * count))
        return count / (time.perf_counter() - began)


def commits_per_second(folder: Path, count: int = 300) -> float:
    """Bare SQLite, a row a transaction, each on the disk before the next (WAL, FULL)."""
    file = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=FULL")
        file.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)")
        return count / seconds(lambda: _commits(file, count))
    finally:
        file.close()


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def resident_mib(pid: int) -> float:
    """A process's memory as the system counts it (RSS)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _commits(file: sqlite3.Connection, count: int) -> None:
    for number in range(count):
        file.execute("INSERT INTO row (text) VALUES (?)", [f"row {number}"])


def _memory_gib() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
