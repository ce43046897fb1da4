"""Tells which tables must be looked through for foreign keys that lead nowhere.

Foreign keys are not enforced while a migration runs. It can break one by writing rows that refer
to others, and by taking away what others refer to; a table that was left alone is as it was.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# As Django calls a table that is about to take the place of another.
_MADE_ANEW = "new__"
_UPKEEP = "sqlite_"


@dataclass(frozen=True, slots=True)
class Reference:
    """The column of a table that another refers to."""

    parent: str
    key: str


class Touched:
    """What statements did to tables, as SQLite tells while it compiles them."""

    def __init__(self) -> None:
        self._written: set[str] = set()
        self._columns: set[Reference] = set()
        self._emptied: set[str] = set()
        self._dropped: set[str] = set()
        self._dropping = ""

    def see(
        self, action: int, first: str | None, second: str | None, _file: object, _trigger: object
    ) -> int:
        """An authorizer (sqlite.org/c3ref/set_authorizer.html) that allows everything."""
        table = first or ""
        if action == sqlite3.SQLITE_DROP_TABLE:
            self._dropped.add(table)
            self._dropping = table
        elif action == sqlite3.SQLITE_DELETE:
            self._taken_from(table)
        elif action in {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE}:
            self._written.add(table.removeprefix(_MADE_ANEW))
            # A column for an update, nothing for an insert.
            self._columns.add(Reference(table, second or ""))
        return sqlite3.SQLITE_OK

    def _taken_from(self, table: str) -> None:
        # Dropping a table is told as taking its rows away too.
        if table == self._dropping:
            self._dropping = ""
        else:
            self._emptied.add(table)

    def to_check(self, now: Mapping[str, Iterable[Reference]]) -> list[str]:
        """Of the tables there are `now`, with what each refers to.

        A table that was made anew has all the rows it had: what refers to it is not looked at.
        """
        emptied = self._emptied | (self._dropped - now.keys())
        broken = {
            table
            for table, references in now.items()
            if any(one.parent in emptied or one in self._columns for one in references)
        }
        written = {table for table in self._written if not table.startswith(_UPKEEP)}
        return sorted(written & now.keys() | broken)
