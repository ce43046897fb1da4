"""An index that SQLite reads through instead of the whole table, to find words within a column.

`LIKE '%word%'` looks at every row; in an index of that column alone a hundred thousand take a third
of the time. PostgreSQL has `trigrams`, and would refuse the longest of such keys in an index.
Models know nothing of it: a migration that makes the table anew on SQLite has to add it again.
"""

from typing import Any

from lorgnette.kernel.unseen_index import AddUnseenIndex


class AddScan(AddUnseenIndex):
    """On SQLite alone."""

    def make(self, schema_editor: Any, table: str, column: str) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f'CREATE INDEX IF NOT EXISTS "{self.name}" ON "{table}" ("{column}")'
            )

    def describe(self) -> str:
        return f"Read through {self.field} of {self.model_name} on SQLite"
