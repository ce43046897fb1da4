"""Writes rows into a table as fast as the database takes them: COPY, or INSERT by the thousand."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection

_BATCH = 10_000


def write(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """In the caller's transaction, with the indexes that the table has."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into:
                for row in rows:
                    into.write_row(row)
            return
        places = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 (our tables)
        for batch in batches(rows):
            cursor.connection.executemany(statement, batch)


def batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    """The rows, some thousands at a time."""
    walk = iter(rows)
    while batch := list(islice(walk, _BATCH)):
        yield batch


def roomy() -> None:
    """Room for the indexes that millions of rows are put into, for this connection."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size=-1000000")


def settle() -> None:
    """Brings statistics up to date, as autovacuum does where the database is not thrown away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA optimize")
