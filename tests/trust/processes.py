"""Many at once from several processes: children that share nothing but the database."""

import json
import os
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

from django.db import connection, connections

from tests.trust.races import outcome


def in_processes(
    verb: Callable[[], object], *, processes: int, threads: int = 1, calls: int = 1
) -> Counter[str]:
    """`verb` is called by every thread of every process `calls` times, all beginning at once.

    Counts "done", what it answers as text, the codes of refusals, and errors by class.
    """
    start = get_context("fork").Barrier(processes)
    connections.close_all()
    children = [_child(verb, start, threads, calls) for _number in range(processes)]
    told = Counter[str]()
    for pid, pipe in children:
        with os.fdopen(pipe) as answers:
            told.update(json.load(answers))
        os.waitpid(pid, 0)
    return told


def _child(verb: Callable[[], object], start, threads: int, calls: int) -> tuple[int, int]:
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    told = Counter[str]()
    try:
        start.wait(60)
        told = _at_once(verb, threads, calls)
    finally:
        with os.fdopen(write, "w") as answers:
            json.dump(told, answers)
        os._exit(0)  # nothing of the parent's is cleaned up here


def _at_once(verb: Callable[[], object], threads: int, calls: int) -> Counter[str]:
    told, counting = Counter[str](), threading.Lock()

    def call(_number: int) -> None:
        answers = [outcome(verb) for _call in range(calls)]
        connection.close()
        with counting:
            told.update(answers)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(call, range(threads)))
    return told
