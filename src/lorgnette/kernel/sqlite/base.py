"""Waits for the one writer of an SQLite file so that everybody's turn comes.

SQLite sleeps longer from try to try, up to a tenth of a second, so that whoever has waited longest
looks least often and newcomers go first: of two dozen writers somebody was told after twenty
seconds that the database is locked. Here the transactions of one process stand in line, and each
process tries again within milliseconds, however long it has waited. Nothing was done where a turn
did not come: it is tried again, and nothing is done twice.
"""

import os
import sqlite3
import time
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base

from lorgnette.kernel.sqlite.line import Line
from lorgnette.kernel.sqlite.schema import DatabaseSchemaEditor

# SQLite itself sleeps 1, 2 and 5 ms, and tells.
_SLEEPS_MS = 8
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY})
# By file. Who stands in line is no part of a process that forks.
_LINES: defaultdict[str, Line] = defaultdict(Line)
os.register_at_fork(after_in_child=_LINES.clear)


class DatabaseWrapper(base.DatabaseWrapper):
    """`timeout` of the options is how many seconds a statement waits for its turn.

    A transaction takes its place in line with BEGIN and gives it up however it ends. (Methods that
    django-stubs does not know are ignored as misc.)
    """

    SchemaEditorClass = DatabaseSchemaEditor
    patience = 0.0
    _in_line: Line | None = None

    def get_connection_params(self) -> dict[str, Any]:
        given: dict[str, Any] = super().get_connection_params()
        self.patience = float(given.get("timeout", 5.0))
        return given

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        # Until here the first of many connections may take longer: it may turn the file to WAL.
        made.execute(f"PRAGMA busy_timeout = {_SLEEPS_MS}")
        return made

    def create_cursor(self, name: object = None) -> Any:  # noqa: ARG002 (Django's signature)
        cursor = self.connection.cursor(factory=PatientCursor)
        cursor.patience = self.patience
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        if not self.is_in_memory_db():
            self._in_line = _LINES[str(self.settings_dict["NAME"])]
            self._in_line.join(self.patience)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._leave()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _leave(self) -> None:
        line, self._in_line = self._in_line, None
        if line:
            line.leave()


class PatientCursor(base.SQLiteCursorWrapper):
    """A statement that finds the file busy has done nothing: it is begun again.

    Many rows in one call are written in a transaction, which has its turn already.
    """

    patience = 0.0

    def execute(self, query: str, params: Any = None) -> Any:
        until: float | None = None
        while True:
            try:
                return super().execute(query, params)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode not in _BUSY:
                    raise
                until = until or time.monotonic() + self.patience
                if time.monotonic() >= until:
                    raise
