"""Long lists in a query as one value: `filter(Among("pk", ids))` for `filter(pk__in=ids)`.

Django writes each value of a list as a parameter of its own; to word, quote and parse thousands of
them takes longer than to find their rows, and one statement holds only so many.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

_Sql = tuple[str, Any]


class Among(Func):
    """Whether the field is one of the values: whole numbers or texts."""

    output_field = BooleanField()

    def __init__(self, field: str, values: Iterable[int] | Iterable[str]) -> None:
        super().__init__(F(field))
        self.values = list(values)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **_more: Any) -> _Sql:
        template = "%(expressions)s IN (SELECT value FROM json_each(%%s))"
        return self._asked(compiler, connection, template, json.dumps(self.values))

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> _Sql:
        kind = "text" if self.values and isinstance(self.values[0], str) else "bigint"
        template = f"%(expressions)s = ANY(%%s::{kind}[])"
        return self._asked(compiler, connection, template, self.values)

    def _asked(self, compiler: SQLCompiler, connection: Any, template: str, values: Any) -> _Sql:
        if not self.values:
            # Then Django asks the database nothing.
            raise EmptyResultSet
        sql, params = self.as_sql(compiler, connection, template=template)
        return sql, [*params, values]
