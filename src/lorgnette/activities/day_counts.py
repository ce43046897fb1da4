"""The roll-up by person, type and workspace day: adds to it and takes from it, cell by cell."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection

from lorgnette.accounts.objections import objecting

# Account, person, type, day.
Cell = tuple[int, int, str, date]

_INTO = "INSERT INTO activities_daycount (account_id, person_id, type, day, count) "
_EACH = "VALUES (%s, %s, %s, %s, %s)"
# One statement for all.
_ALL = "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::integer[])"
_ADD = """
ON CONFLICT (account_id, day, person_id, type)
DO UPDATE SET count = activities_daycount.count + excluded.count
"""
_WHERE = "WHERE account_id = %s AND person_id = %s AND type = %s AND day = %s"
_EMPTY = f"DELETE FROM activities_daycount {_WHERE} AND count <= %s"  # noqa: S608 (our own words)
_TAKE = f"UPDATE activities_daycount SET count = count - %s {_WHERE} AND count > %s"  # noqa: S608


def change(counts: Mapping[Cell, int]) -> None:
    """Adds to each cell, or takes from it where the number is negative; an empty one is gone.

    Nothing is added for who objects to being watched.
    In the caller's transaction. Cells go in one order, so that two who change the same wait for
    each other and never in a circle.
    """
    cells = sorted((cell, number) for cell, number in counts.items() if number)
    less = [(cell, -number) for cell, number in cells if number < 0]
    out = objecting({person for (_account, person, _type, _day), number in cells if number > 0})
    more = [(*cell, number) for cell, number in cells if number > 0 and cell[1] not in out]
    if more:
        _add(more)
    if less:
        with connection.cursor() as cursor:
            cursor.executemany(_EMPTY, [(*cell, number) for cell, number in less])
            cursor.executemany(_TAKE, [(number, *cell, number) for cell, number in less])


def _add(rows: Sequence[tuple[int | str | date, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(_INTO + _ALL + _ADD, columns)
        else:
            cursor.executemany(_INTO + _EACH + _ADD, rows)
