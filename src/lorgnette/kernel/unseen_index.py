"""An index of one column that models know nothing of: only a migration makes it."""

from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory


class AddUnseenIndex(Operation):
    """`make` is what differs."""

    reduces_to_sql = False
    category = OperationCategory.ADDITION

    def __init__(self, model_name: str, field: str, name: str) -> None:
        self.model_name, self.field, self.name = model_name, field, name

    def make(self, schema_editor: Any, table: str, column: str) -> None:
        """Where the database has such an index, creates it as `name`."""
        raise NotImplementedError

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models know nothing of it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: Any,  # noqa: ARG002 (Django's signature)
        to_state: Any,
    ) -> None:
        meta = to_state.apps.get_model(app_label, self.model_name)._meta
        self.make(schema_editor, meta.db_table, meta.get_field(self.field).column)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002 (Django's signature)
        schema_editor: Any,
        from_state: Any,  # noqa: ARG002 (Django's signature)
        to_state: Any,  # noqa: ARG002 (Django's signature)
    ) -> None:
        schema_editor.execute(f'DROP INDEX IF EXISTS "{self.name}"')

    @property
    def migration_name_fragment(self) -> str:
        return self.name
