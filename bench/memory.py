"""What the processes of a warmed-up installation take of the machine's memory."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from bench.databases import BASE_URL
from bench.first_load import browser
from bench.machine import resident_mib
from bench.rows import Row
from bench.sync import company
from lorgnette.crm.sync import sync
from tests.cast import invited

HOST = BASE_URL.partition("//")[2]
_BARE = """\
import django.core.handlers.wsgi, django.db.models, pathlib
print(pathlib.Path("/proc/self/status").read_text())
"""


def measure(*, quick: bool) -> list[Row]:
    invited.aubier()
    cookie = _cookie()
    sync(company(quick=True).ref)
    connection.close()
    with _serving() as (port, serve):
        _warm_up(port, cookie, 8 if quick else 40)
        # The worker looks for work every second; let it have looked at everything once.
        time.sleep(2)
        told = {words: _sum(serve, word) for words, word in _PARTS.items()}
    bare = _bare()
    return [_row(words, count, size, bare) for words, (count, size) in told.items()]


_PARTS = {"web": "web", "worker": "worker", "the process that tends both": "serve"}


def _row(words: str, count: int, size: float, bare: float) -> Row:
    processes = f"{count} process{'es' if count > 1 else ''}"
    return Row(
        section="memory",
        what=f"{words} ({processes})",
        value=size,
        unit="MiB",
        engine="its",
        ratio=size / count / bare,
        beside=f"each, to a Python with Django’s handler and models, {bare:.0f} MiB",
    )


def _cookie() -> str:
    """Hélène, signed in."""
    client = browser()
    client.force_login(invited.administrator())
    return f"{_name()}={Session.objects.get().session_key}"


def _name() -> str:
    return "__Host-session"


@contextmanager
def _serving() -> Iterator[tuple[int, int]]:
    """The port and the id of `lorgnette serve` on this process's database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "lorgnette", "serve"]
    given = os.environ | {"LORGNETTE_PORT": str(port)}
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) as serve:
        try:
            next(line for line in serve.stdout if "Ctrl-C" in line)
            yield port, serve.pid
        finally:
            serve.terminate()


def _warm_up(port: int, cookie: str, times: int) -> None:
    doors = ("account_login", "sales_users", "accounts")
    for name in doors * times:
        door = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        door.request("GET", reverse(name), headers={"Host": HOST, "Cookie": cookie})
        status = door.getresponse().status
        door.close()
        if status not in (200, 302):
            raise RuntimeError(f"{name}: {status}")


def _sum(serve: int, word: str) -> tuple[int, float]:
    """How many processes below `serve` (or itself) run that command, and their memory."""
    pids = [pid for pid in _family(serve) if _command(pid) == word]
    return len(pids), sum(map(resident_mib, pids))


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _command(pid: int) -> str:
    """The word after `lorgnette`; a process that another one forked or spawned is of its kind."""
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    if "lorgnette" in words:
        return words[words.index("lorgnette") + 1]
    parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
    return _command(int(parent))


def _bare() -> float:
    told = subprocess.run(
        [sys.executable, "-c", _BARE], capture_output=True, text=True, check=True
    ).stdout
    size = next(line for line in told.splitlines() if line.startswith("VmRSS:"))
    return int(size.split()[1]) / 1024
