"""Keeps a table equal to what a source gives: keyed by its external id, never deleted from."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from lorgnette.kernel.portions import portions

# Few enough for one statement on both engines.
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """`ids` are the primary keys of all rows given, by external id."""

    ids: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    same: int = 0


def upsert(table: type[Model], source_id: int, rows: Mapping[str, Mapping[str, Any]]) -> Changes:
    """Writes the rows, by external id, that are new, different or were gone. At most `BATCH`.

    Every row holds the same columns. In the caller's transaction.
    """
    known = _known(table, source_id, rows)
    added = [key for key in rows if key not in known]
    changed = [key for key, row in known.items() if _differs(row, rows[key])]
    columns = list(next(iter(rows.values()), ()))
    written = [
        table(source_id=source_id, external_id=key, **rows[key]) for key in [*added, *changed]
    ]
    table._default_manager.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["source", "external_id"],
        update_fields=[*columns, "gone_at"],
    )
    ids = {key: row.pk for key, row in known.items()}
    return Changes(
        ids=ids | (ids_of(table, source_id, added) if added else {}),
        added=len(added),
        changed=len(changed),
        same=len(known) - len(changed),
    )


def ids_of(table: type[Model], source_id: int, external_ids: Collection[str]) -> dict[str, int]:
    """The primary keys of those that are known, gone or not."""
    found = _of_source(table, source_id).filter(external_id__in=set(external_ids))
    return dict(found.values_list("external_id", "pk"))


def count_present(table: type[Model], source_id: int) -> int:
    """How many rows of the source are mirrored and not gone."""
    return _of_source(table, source_id).filter(gone_at=None).count()


def mark_gone(
    table: type[Model], source_id: int, is_given: Callable[[str], bool], at: datetime
) -> int:
    """Marks the present rows whose external id the source no longer gives; how many."""
    present = _of_source(table, source_id).filter(gone_at=None).order_by("pk")
    pairs = present.values_list("pk", "external_id").iterator(chunk_size=BATCH)
    gone = [pk for pk, external_id in pairs if not is_given(external_id)]
    for batch in portions(gone, BATCH):
        table._default_manager.filter(pk__in=batch).update(gone_at=at)
    return len(gone)


def _known(
    table: type[Model], source_id: int, rows: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    found = _of_source(table, source_id).filter(external_id__in=list(rows))
    return {row.external_id: row for row in found}


def _differs(row: Any, values: Mapping[str, Any]) -> bool:
    return row.gone_at is not None or any(
        getattr(row, column) != value for column, value in values.items()
    )


def _of_source(table: type[Model], source_id: int) -> QuerySet[Any]:
    return table._default_manager.filter(source_id=source_id)
