"""Writers of one SQLite file wait for their turn, and it comes."""

import contextlib
import os
import sqlite3
import threading

import pytest
from django.db import OperationalError

from lorgnette.kernel.sqlite import base
from lorgnette.kernel.sqlite.base import DatabaseWrapper
from lorgnette.kernel.sqlite.line import Line
from tests.journey.waiting import wait_until

OPTIONS = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}


@pytest.fixture
def opened(tmp_path, settings, django_db_blocker):
    """Opens connections to a file with one row in it, which is not the tests' own database."""
    path = str(tmp_path / "one.sqlite3")
    given = {**settings.DATABASES["default"], "ENGINE": "lorgnette.kernel.sqlite", "NAME": path}
    made = []

    def open_(patience: float) -> DatabaseWrapper:
        more = {"OPTIONS": {**OPTIONS, "timeout": patience}, "TIME_ZONE": None}
        made.append(DatabaseWrapper({**given, **more}, "default"))
        return made[-1]

    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE turns (taken INTEGER)")
        database.execute("INSERT INTO turns VALUES (0)")
        database.commit()
    with django_db_blocker.unblock():
        yield open_
        for connection in made:
            connection.close()


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def take(connection: DatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE turns SET taken = taken + 1")


def taken(connection: DatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        return cursor.execute("SELECT taken FROM turns").fetchone()[0]


@pytest.mark.parametrize("write", [begin, take])
def test_whose_turn_does_not_come_is_told_and_has_done_nothing(opened, write):
    """However its own place in line came to be free: the file itself is busy."""
    first, second = opened(20), opened(0.05)
    begin(first)
    take(first)
    with pytest.raises(OperationalError, match="locked"):
        write(second)
    assert taken(second) == 0
    first.commit()
    assert taken(second) == 1


@pytest.mark.parametrize("write", [begin, take])
def test_a_turn_comes_when_the_other_ends(opened, write):
    first, second = opened(20), opened(20)
    begin(first)
    take(first)
    soon = threading.Timer(0.03, first.rollback)
    first.inc_thread_sharing()
    soon.start()
    write(second)
    soon.join()
    assert taken(second) == (write is take)


def test_what_else_is_wrong_is_told_at_once(opened):
    connection = opened(20)
    with connection.cursor() as cursor, pytest.raises(OperationalError, match="no such table"):
        cursor.execute("UPDATE nobody SET taken = %s", [1])


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_however_a_transaction_ends_the_next_one_s_turn_comes_at_once(opened, end):
    first, second = opened(20), opened(20)
    begin(first)
    take(first)
    first.inc_thread_sharing()
    soon = threading.Timer(0.03, getattr(first, end))
    soon.start()
    begin(second)
    soon.join()
    assert taken(second) == (end == "commit")
    second.rollback()


def test_who_comes_first_goes_first():
    line, order = Line(), []

    def go(number: int) -> None:
        line.join(20)
        order.append(number)
        line.leave()

    line.join(20)
    threads = [threading.Thread(target=go, args=(number,)) for number in range(8)]
    for number, thread in enumerate(threads, 1):
        thread.start()
        wait_until(lambda n=number: len(line._waiting) == n, 20, "Somebody stands in no line.")
    line.leave()
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_a_turn_that_nobody_gives_back_holds_up_only_who_waits_then():
    line = Line()
    line.join(20)
    # Waits too long, goes on and gives back what the first has not.
    line.join(0.01)
    line.leave()
    line.join(20)
    line.leave()


def test_a_process_that_forks_takes_no_line_along(opened):
    connection = opened(20)
    begin(connection)
    child = os.fork()
    if not child:
        os._exit(len(base._LINES))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert base._LINES
    connection.rollback()


def test_of_many_writers_everybody_s_turn_comes(opened):
    connections = [opened(20) for _number in range(12)]

    def write(connection: DatabaseWrapper) -> None:
        for _turn in range(10):
            begin(connection)
            take(connection)
            connection.commit()
            connection.set_autocommit(True)

    threads = [threading.Thread(target=write, args=(one,)) for one in connections]
    for connection in connections:
        connection.inc_thread_sharing()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken(connections[0]) == 12 * 10
