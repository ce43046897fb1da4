"""Waits for the one writer of an SQLite file so that everybody's turn comes.

SQLite sleeps longer from try to try, up to a tenth of a second, so that whoever has waited longest
looks least often and newcomers go first: of two dozen writers somebody was told after twenty
seconds that the database is locked. Here each tries again within milliseconds, however long they
have waited: every writer, of whatever thread or process, has the same chance each time the file is
let go. Nothing was done where a turn did not come: it is tried again, and nothing is done twice.
"""

import sqlite3
import time
from typing import Any

from django.db.backends.sqlite3 import base

# SQLite itself sleeps 1, 2 and 5 ms, and tells.
_SLEEPS_MS = 8
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY})


class DatabaseWrapper(base.DatabaseWrapper):
    """`timeout` of the options is how many seconds a statement waits for its turn."""

    patience = 0.0

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
