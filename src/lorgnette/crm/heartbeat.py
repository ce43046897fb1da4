"""Gives a run's signs of life while a step takes long: counting a file, all the scores."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection

from lorgnette.crm.claims import Superseded, beat
from lorgnette.crm.due import SILENT
from lorgnette.crm.models import SyncRun

_EVERY = SILENT.total_seconds() / 5
_log = logging.getLogger(__name__)


@contextmanager
def beating(run: SyncRun) -> Iterator[None]:
    """Beats beside what is done meanwhile, from a thread that ends with it."""
    if connection.in_atomic_block:
        # Nobody sees the run before the caller's transaction ends.
        yield
        return
    over = Event()
    thread = Thread(target=_beat, args=(run.pk, over), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(run_id: int, over: Event) -> None:
    run = SyncRun(pk=run_id)
    try:
        while not over.wait(_EVERY):
            _beat_once(run)
    except Superseded:
        # The run itself learns of it before it writes.
        return
    finally:
        connection.close()


def _beat_once(run: SyncRun) -> None:
    try:
        beat(run)
    except DatabaseError:
        _log.warning("A synchronisation could not give its sign of life.", exc_info=True)
