"""Keeps child processes running, and ends them all together."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import click

from lorgnette.cli.parent import CHILD

GRACE_SECONDS = 10.0
LOOK_EVERY = 0.2
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
# What was killed from outside is not what cannot start: it comes back soon.
_LONGEST_AFTER_KILL = 2.0
_HEALTHY_SECONDS = 30.0


@dataclass
class Child:
    """A process that is started again when it dies, each time after a longer pause."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    pause: float = field(default=_FIRST_PAUSE)

    def start(self) -> None:
        # Its own group: Ctrl-C reaches us alone, and we end it in order.
        self.process = subprocess.Popen(  # noqa: S603 (our own arguments)
            [sys.executable, *self.arguments],
            env=os.environ | {CHILD: str(os.getpid())},
            start_new_session=True,
        )
        self.started_at = time.monotonic()

    def tend(self) -> str:
        """Starts it again when due; returns a line worth printing, or nothing."""
        if self.process is None:
            if time.monotonic() >= self.due_at:
                self.start()
            return ""
        code = self.process.poll()
        if code is None:
            return ""
        self.signal(signal.SIGKILL)
        healthy = time.monotonic() - self.started_at > _HEALTHY_SECONDS
        longest = _LONGEST_AFTER_KILL if code < 0 else _LONGEST_PAUSE
        self.pause = _FIRST_PAUSE if healthy else min(self.pause * 2, longest)
        self.process, self.due_at = None, time.monotonic() + self.pause
        return f"The {self.name} ended ({code}); starting it again."

    def signal(self, number: int) -> None:
        """To its whole group, so that nothing it started stays."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def end_all(children: list[Child], grace: float = GRACE_SECONDS) -> None:
    """Asks each to end, waits, then makes it."""
    for child in children:
        if child.process is not None:
            child.process.terminate()
    until = time.monotonic() + grace
    for child in children:
        if child.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, until - time.monotonic()))
            child.signal(signal.SIGKILL)
            child.process.wait()


def tend(
    children: list[Child], stop: threading.Event, until: Callable[[], bool] | None = None
) -> None:
    """Starts the children and keeps them alive until `stop` is set or `until` answers yes."""
    while not stop.is_set():
        for child in children:
            line = child.tend()
            if line:
                click.echo(line, err=True)
        if until is not None and until():
            return
        stop.wait(LOOK_EVERY)
