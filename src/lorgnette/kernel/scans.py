"""An index that SQLite reads through instead of the whole table, to find words within a column.

`LIKE '%word%'` looks at every row; in an index of that column alone a hundred thousand take a third
of the time. PostgreSQL has `trigrams`, and would refuse the longest of such keys in an index.
Models know nothing of it: a migration that makes the table anew on SQLite has to add it again.
"""

from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory


class AddScan(Operation):
    """On SQLite alone."""

    reduces_to_sql = False
    category = OperationCategory.ADDITION

    def __init__(self, model_name: str, field: str, name: str) -> None:
        self.model_name, self.field, self.name = model_name, field, name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models know nothing of it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: Any,  # noqa: ARG002 (Django's signature)
        to_state: Any,
    ) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        column = model._meta.get_field(self.field).column
        schema_editor.execute(
            f'CREATE INDEX IF NOT EXISTS "{self.name}" ON "{model._meta.db_table}" ("{column}")'
        )

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002 (Django's signature)
        schema_editor: Any,
        from_state: Any,  # noqa: ARG002 (Django's signature)
        to_state: Any,  # noqa: ARG002 (Django's signature)
    ) -> None:
        schema_editor.execute(f'DROP INDEX IF EXISTS "{self.name}"')

    def describe(self) -> str:
        return f"Read through {self.field} of {self.model_name} on SQLite"

    @property
    def migration_name_fragment(self) -> str:
        return self.name
