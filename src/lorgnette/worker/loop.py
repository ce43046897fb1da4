"""Runs the jobs of the schedule, each in its own thread, until told to stop."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import Error, close_old_connections, connection

from lorgnette.kernel.each import each_of
from lorgnette.worker.board import LOOK_SECONDS, Board
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
    shift, board = Shift(holder=holder_name(), stop=stop), Board()
    threads = [
        threading.Thread(target=_repeat, args=(job, shift, board), name=job.name, daemon=True)
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
    """Each job until it has nothing left to do, in the caller's thread.

    One that fails does not keep the others from their work; its error is raised at the end.
    """
    shift = Shift(holder=holder_name(), stop=threading.Event())
    each_of(partial(_run_out, job, shift) for job in jobs)


def _run_out(job: Job, shift: Shift) -> None:
    while _run(job, shift):
        pass


def _repeat(job: Job, shift: Shift, board: Board) -> None:
    pause = 0.0
    while not shift.stop.wait(pause):
        close_old_connections()
        try:
            pause = _try(job, shift, board)
        except Exception:  # the database itself cannot be told
            log.exception("The job “%s” failed.", job.name)
            pause = AFTER_ERROR_SECONDS
    connection.close()


def _try(job: Job, shift: Shift, board: Board) -> float:
    """How long to wait before the next try. One that fails rests; the others go on."""
    if board.rests(job.name):
        return LOOK_SECONDS
    began = time.monotonic()
    try:
        more = _run(job, shift)
    except Exception as error:
        log.exception("The job “%s” failed.", job.name)
        close_old_connections()
        board.failed(job.name, error, time.monotonic() - began)
        return LOOK_SECONDS
    if more is not None:
        board.went_well(job.name)
    return 0.0 if more else job.every


def _run(job: Job, shift: Shift) -> bool | None:
    """Whether there may be more to do; None where another process is at it."""
    if not job.alone:
        return job.run(shift)
    if not hold(job.name, shift.holder, LEASE_SECONDS):
        return None
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
    """A database that is away for a moment does not end it: the work goes on, and so must this."""
    while not done.wait(LEASE_SECONDS / 3):
        try:
            hold(name, holder, LEASE_SECONDS)
        except Error:
            log.exception("The lease of “%s” could not be renewed.", name)
            close_old_connections()
    connection.close()
