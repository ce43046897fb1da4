"""Runs the jobs of the schedule, each in its own thread, until told to stop."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections, connection

from lorgnette.worker.schedule import Job, Shift
from lorgnette.workspace.leases import hold

LEASE_SECONDS = 30
AFTER_ERROR_SECONDS = 5.0
LAST_WORDS_SECONDS = 8.0

log = logging.getLogger(__name__)


def holder_name() -> str:
    """Names this process among all that share the database; at most 40 characters."""
    return f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(4)}"


def run(jobs: list[Job], stop: threading.Event) -> list[str]:
    """Returns when `stop` is set and every job has put down what it had in hand.

    Names those that did not come to that within `LAST_WORDS_SECONDS`.
    """
    shift = Shift(holder=holder_name(), stop=stop)
    threads = [
        threading.Thread(target=_repeat, args=(job, shift), name=job.name, daemon=True)
        for job in jobs
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    until = time.monotonic() + LAST_WORDS_SECONDS
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return [thread.name for thread in threads if thread.is_alive()]


def run_once(jobs: list[Job]) -> None:
    """Each job until it has nothing left to do, in the caller's thread."""
    shift = Shift(holder=holder_name(), stop=threading.Event())
    for job in jobs:
        while _run(job, shift):
            pass


def _repeat(job: Job, shift: Shift) -> None:
    pause = 0.0
    while not shift.stop.wait(pause):
        close_old_connections()
        try:
            pause = 0.0 if _run(job, shift) else job.every
        except Exception:  # a job that fails is tried again; the others go on
            log.exception("The job “%s” failed.", job.name)
            pause = max(job.every, AFTER_ERROR_SECONDS)
    connection.close()


def _run(job: Job, shift: Shift) -> bool:
    if not job.alone:
        return job.run(shift)
    if not hold(job.name, shift.holder, LEASE_SECONDS):
        return False
    with _kept(job.name, shift.holder):
        return job.run(shift)


@contextmanager
def _kept(name: str, holder: str) -> Iterator[None]:
    """Renews the lease for as long as the block takes."""
    done = threading.Event()
    keeper = threading.Thread(
        target=_renew, args=(name, holder, done), name=f"{name} lease", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _renew(name: str, holder: str, done: threading.Event) -> None:
    while not done.wait(LEASE_SECONDS / 3):
        hold(name, holder, LEASE_SECONDS)
    connection.close()
