"""A `lorgnette web` in processes of its own, and visitors who never stop coming."""

import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.journey.waiting import wait_until
from tests.mail.servers import closed_port

# What systemd does before it starts a service with a socket: the process knows its own number.
_AS_SYSTEMD = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); "
    "os.environ['LISTEN_PID'] = str(os.getpid()); os.environ['LISTEN_FDS'] = '1'; "
    "os.execv(sys.executable, [sys.executable, '-m', 'lorgnette', 'web', *sys.argv[2:]])"
)


@dataclass
class Service:
    """A unit that an engineer starts, stops and reloads; its socket may be held for it."""

    home: Path
    port: int = field(default_factory=closed_port)
    held: socket.socket | None = None
    process: subprocess.Popen[bytes] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LORGNETTE_", "DJANGO_"))}
        self.environment = kept | {
            "LORGNETTE_HOME": str(self.home),
            "LORGNETTE_PORT": str(self.port),
            "LORGNETTE_BASE_URL": f"http://127.0.0.1:{self.port}",
            "LORGNETTE_SECRET_KEY": secrets.token_urlsafe(48),
        }

    def hold_socket(self) -> None:
        self.held = socket.create_server(("127.0.0.1", self.port), backlog=512)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of the console program."""
        return subprocess.run(
            [sys.executable, "-m", "lorgnette", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "lorgnette", "web", *arguments]
        if self.held is not None:
            given = str(self.held.fileno())
            command = [sys.executable, "-c", _AS_SYSTEMD, given, *arguments]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=self.environment,
                pass_fds=[self.held.fileno()] if self.held is not None else [],
                stderr=log,
            )

    def signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self) -> float:
        """As `systemctl stop` does; returns after how many seconds it had ended."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return time.monotonic() - began

    def ask(self, path: str = "/readyz", timeout: float = 20.0) -> int:
        """The status; raises OSError or HTTPException where nobody answers."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            door.request("GET", path, headers={"Connection": "close"})
            answer = door.getresponse()
            answer.read()
            return answer.status
        finally:
            door.close()

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask(timeout=2) == 200
        return False

    def wait_until_ready(self) -> None:
        wait_until(self.is_ready, 60, "It never was ready.")

    def servers(self) -> set[int]:
        """The processes that answer."""
        assert self.process is not None
        pid = self.process.pid
        return {int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


@contextlib.contextmanager
def service(home: Path, **environment: str) -> Iterator[Service]:
    """With its tables, not yet started; ended in any case."""
    made = Service(home)
    made.environment |= environment
    migrated = made.run("migrate")
    assert migrated.returncode == 0, migrated.stderr
    try:
        yield made
    finally:
        if made.process is not None and made.process.poll() is None:
            made.stop()
        if made.held is not None:
            made.held.close()


@contextlib.contextmanager
def visited(unit: Service, path: str, visitors: int = 4) -> Iterator[Counter[str]]:
    """Visitors ask for the page without a pause; the statuses and errors they met are counted."""
    met: Counter[str] = Counter()
    over = threading.Event()

    def visit() -> None:
        while not over.is_set():
            try:
                met[str(unit.ask(path))] += 1
            except (OSError, http.client.HTTPException) as error:
                met[type(error).__name__] += 1

    threads = [threading.Thread(target=visit) for _number in range(visitors)]
    for thread in threads:
        thread.start()
    try:
        yield met
    finally:
        over.set()
        for thread in threads:
            thread.join()
