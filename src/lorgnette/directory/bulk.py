"""Writes many new rows of a table at once: COPY on PostgreSQL, one prepared INSERT on SQLite.

For rows that cannot be there yet. Nothing of a model is made or called but its columns' defaults.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, IntegerField, Model, TextField
from django.db.models.fields import CharField

_AS_THEY_ARE = (BooleanField, CharField, IntegerField, TextField)


def insert(table: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """`names` are of columns or attributes; the others get their default. In a transaction."""
    given = [_column(table, name) for name in names]
    others = [f for f in table._meta.concrete_fields if f not in given and not f.primary_key]
    steps = [(place, step) for place, f in enumerate(given) if (step := _step(f)) is not None]
    makers = [f.get_default for f in others]
    columns = [f.column for f in (*given, *others)]
    _write(table._meta.db_table, columns, (_row(row, steps, makers) for row in rows))


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


def _row(
    row: Sequence[Any],
    steps: Sequence[tuple[int, Callable[[Any], Any]]],
    makers: Sequence[Callable[[], Any]],
) -> list[Any]:
    values = list(row)
    for place, step in steps:
        values[place] = step(values[place])
    values += [make() for make in makers]
    return values


def _column(table: type[Model], name: str) -> Any:
    return next(f for f in table._meta.concrete_fields if name in (f.name, f.attname))


def _step(field: Any) -> Callable[[Any], Any] | None:
    """What turns a value into the database's; None where it is that already."""
    target = field.target_field if field.is_relation else field
    if isinstance(target, _AS_THEY_ARE):
        return None
    return lambda value: field.get_db_prep_save(value, connection)


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
