"""A real installation in processes of its own, as `make run` starts it."""

import contextlib
import http.client
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.journey.waiting import wait_until
from tests.mail.servers import closed_port

LINK = re.compile(r"^\s+(http://\S+/link/\S+)$", re.MULTILINE)
LONGEST_START = 300.0


@dataclass
class Installation:
    """Where it answers, what it printed, and the process that holds it all."""

    home: Path
    port: int
    process: subprocess.Popen[str]
    environment: dict[str, str]
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def printed(self) -> str:
        return "".join(self.lines)

    def administrator_link(self) -> str:
        """The one that `make run` prints. Raises AssertionError where none came in time."""
        found = LINK.search(self.wait_for("Ctrl-C ends it."))
        assert found, self.printed
        return found[1]

    def wait_for(self, words: str) -> str:
        """All that was printed once `words` were. Raises AssertionError where they never came."""
        wait_until(
            lambda: words in self.printed or self.process.poll() is not None,
            LONGEST_START,
            f"“{words}” was never printed.",
        )
        assert words in self.printed, self.printed
        return self.printed

    def console(self, *arguments: str) -> str:
        """What a command of the console program prints, in this installation."""
        done = subprocess.run(
            [sys.executable, "-m", "lorgnette", *arguments],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def children(self) -> list[int]:
        """Every process that serves it, the master left out."""
        found, todo = [], [self.process.pid]
        while todo:
            path = Path(f"/proc/{todo.pop()}/task")
            for task in path.glob("*/children") if path.exists() else ():
                with contextlib.suppress(OSError):
                    todo += (pids := [int(pid) for pid in task.read_text().split()])
                    found += pids
        return found

    def answers(self, path: str = "/healthz") -> bool:
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            door.request("GET", path)
            return door.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            door.close()


@contextlib.contextmanager
def running(home: Path | None = None, **environment: str) -> Iterator[Installation]:
    """Starts the demo, waits until it answers, and ends it as Ctrl-C does."""
    with _folder(home) as folder:
        port = closed_port()
        own = {"LORGNETTE_DEMO": "1", "LORGNETTE_HOME": str(folder), "PORT": str(port)}
        with _served(folder, port, own | environment) as installation:
            installation.administrator_link()
            yield installation


@contextlib.contextmanager
def running_for_real(home: Path | None = None, **environment: str) -> Iterator[Installation]:
    """As an engineer hosts it: no demo, its own key and address."""
    with _folder(home) as folder:
        port = closed_port()
        own = {
            "LORGNETTE_HOME": str(folder),
            "LORGNETTE_PORT": str(port),
            "LORGNETTE_BASE_URL": f"http://127.0.0.1:{port}",
            "LORGNETTE_SECRET_KEY": secrets.token_urlsafe(48),
        }
        with _served(folder, port, own | environment) as installation:
            installation.wait_for("Ctrl-C ends it.")
            yield installation


@contextlib.contextmanager
def _folder(home: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lorgnette-home-") as made:
        yield home or Path(made)


@contextlib.contextmanager
def _served(folder: Path, port: int, own: dict[str, str]) -> Iterator[Installation]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LORGNETTE_", "DJANGO_"))}
    variables = kept | own | {"PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "lorgnette", "serve"],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    installation = Installation(folder, port, process, variables)
    reader = threading.Thread(target=_read, args=(installation,), daemon=True)
    reader.start()
    try:
        yield installation
    finally:
        end(process)
        reader.join(5)
        if process.stdout:
            process.stdout.close()


def end(process: subprocess.Popen[str]) -> None:
    """As Ctrl-C does; killed where that is not enough."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _read(installation: Installation) -> None:
    stream = installation.process.stdout
    if stream is not None:
        with contextlib.suppress(ValueError):
            installation.lines.extend(stream)
