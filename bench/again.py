"""The database's own rate: writes what is in some tables once more, with nothing of ours between.

SQLite by `executemany`, PostgreSQL by `COPY`; the same rows, indexes and constraints, one commit.
"""

import time
from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Model


def count(tables: Sequence[type[Model]]) -> int:
    """How many rows the tables hold."""
    return sum(table._default_manager.count() for table in tables)


def seconds_to_write(tables: Sequence[type[Model]]) -> float:
    """How long the database takes to write all rows of the tables."""
    names = [table._meta.db_table for table in tables]
    write = _copied if connection.vendor == "postgresql" else _inserted
    with transaction.atomic(), connection.cursor() as cursor:
        kept = [(name, _rows(cursor, name)) for name in names]
        for name in reversed(names):
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 (our own tables)
        began = time.perf_counter()
        for name, rows in kept:
            write(cursor, name, rows)
    return time.perf_counter() - began


def _rows(cursor, name):
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {name} TO STDOUT") as out:
            return b"".join(out)
    return cursor.connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608


def _inserted(cursor, name, rows) -> None:
    if rows:
        places = ", ".join("?" * len(rows[0]))
        statement = f"INSERT INTO {name} VALUES ({places})"  # noqa: S608
        cursor.connection.executemany(statement, rows)


def _copied(cursor, name, rows) -> None:
    with cursor.copy(f"COPY {name} FROM STDIN") as into:
        into.write(rows)
