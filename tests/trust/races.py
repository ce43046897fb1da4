"""Many at once on a real database: threads, each with its own connection."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

from lorgnette.kernel.refusals import Refusal

# `make trust` runs the long campaigns.
LONG = os.environ.get("LORGNETTE_TRUST") == "long"


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """The test's database as the product has it: on SQLite a file, since memory has one user.

    Needs a test without a transaction of its own. What is written to the file is gone with it.
    """
    if connection.vendor != "sqlite":
        yield
        return
    path = folder / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    memory, given = connections["default"], connections.settings["default"]
    name, given["NAME"] = given["NAME"], str(path)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], given["NAME"] = memory, name


def at_once(verbs: list[Callable[[], object]]) -> Counter[str]:
    """Calls all at the same moment; counts "done", the codes of refusals, and errors by class."""
    barrier, told = threading.Barrier(len(verbs)), Counter[str]()

    def call(verb: Callable[[], object]) -> None:
        try:
            barrier.wait()
            told[outcome(verb)] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def outcome(verb: Callable[[], object]) -> str:
    """What calling it came to; what it answers, if that is text."""
    try:
        answer = verb()
    except Refusal as refusal:
        return refusal.code
    except Exception as error:  # noqa: BLE001 (counted, and never wanted)
        return type(error).__name__
    return answer if isinstance(answer, str) and answer.isdigit() else "done"
