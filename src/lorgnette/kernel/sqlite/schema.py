"""Changes tables, and checks the foreign keys of those it touched, not of the whole file.

Django checks every foreign key there is after each migration: minutes for each of dozens, in a
file of millions of rows.
"""

from types import TracebackType
from typing import Any, Self

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.sqlite3 import schema

from lorgnette.kernel.sqlite.touched import Reference, Touched


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Watches which tables are written to from the moment it is entered."""

    def __enter__(self) -> Self:
        entered: Self = super().__enter__()
        self._touched = Touched()
        self._authorize(self._touched.see)
        return entered

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Raises `django.db.IntegrityError` where a row refers to none."""
        self._authorize(None)
        try:
            if exc_type is None:
                self.connection.check_constraints(self._touched.to_check(self._references()))
        except BaseException as error:
            self._end(type(error), error, error.__traceback__)
            raise
        self._end(exc_type, exc_value, traceback)

    def _end(self, *exception: Any) -> None:
        """Not as Django's own, which begins with its check of everything."""
        BaseDatabaseSchemaEditor.__exit__(self, *exception)
        self.connection.enable_constraint_checking()

    def _authorize(self, asked: Any) -> None:
        self.connection.connection.set_authorizer(asked)

    def _references(self) -> dict[str, list[Reference]]:
        """What each table of the file refers to."""
        with self.connection.cursor() as cursor:
            return {
                table: self._references_of(cursor, table)
                for table in self.connection.introspection.table_names(cursor)
            }

    def _references_of(self, cursor: Any, table: str) -> list[Reference]:
        name = self.connection.ops.quote_name(table)
        rows = cursor.execute(f"PRAGMA foreign_key_list({name})").fetchall()
        return [Reference(parent, key or "") for _id, _seq, parent, _own, key, *_rest in rows]
