"""Writes many new rows of a table at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

For rows that cannot be there yet. Nothing of a model is made or called but its columns' defaults.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import (
    BinaryField,
    BooleanField,
    DateField,
    DateTimeField,
    IntegerField,
    Model,
    TextField,
)
from django.db.models.fields import CharField

_AS_THEY_ARE = (BinaryField, BooleanField, CharField, IntegerField, TextField)


def insert(table: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """`names` are of columns or attributes; the others get their default. In a transaction."""
    given = [_column(table, name) for name in names]
    others = [f for f in table._meta.concrete_fields if f not in given and not f.primary_key]
    same = [f for f in others if not callable(f.default)]
    made = [f for f in others if callable(f.default)]
    steps = [(place, step) for place, f in enumerate(given) if (step := _step(f)) is not None]
    rest = tuple(f.get_default() for f in same)
    lines = _lines(rows, steps, rest, [f.get_default for f in made])
    _write(table._meta.db_table, [f.column for f in (*given, *same, *made)], lines)


def learn(tables: Iterable[type[Model]]) -> None:
    """Lets the database know how large tables have become.

    PostgreSQL's own look comes minutes too late; SQLite never looks by itself, and with a few
    hundred rows of each index knows enough, in milliseconds.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 400")
        for table in tables:
            cursor.execute(f'ANALYZE "{table._meta.db_table}"')


def _lines(
    rows: Iterable[Sequence[Any]],
    steps: Sequence[tuple[int, Callable[[Any], Any]]],
    rest: tuple[Any, ...],
    makers: Sequence[Callable[[], Any]],
) -> Iterator[Sequence[Any]]:
    for row in rows:
        values = [*row, *rest]
        for place, step in steps:
            values[place] = step(values[place])
        if makers:
            values += [make() for make in makers]
        yield values


def _column(table: type[Model], name: str) -> Any:
    return next(f for f in table._meta.concrete_fields if name in (f.name, f.attname))


def _step(field: Any) -> Callable[[Any], Any] | None:
    """What turns a value into the database's; None where it is that already."""
    target = field.target_field if field.is_relation else field
    if isinstance(target, _AS_THEY_ARE):
        return None
    if isinstance(target, DateField):
        if connection.vendor == "postgresql":
            return None
        return _instant if isinstance(target, DateTimeField) else _day
    return lambda value: field.get_db_prep_save(value, connection)


def _instant(at: datetime | None) -> str | None:
    """As Django writes it for SQLite, and a tenth of the time."""
    if at is None:
        return None
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(" ")[:-6]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _write(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as into:
                for row in rows:
                    into.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', list(rows))  # noqa: S608
