"""Keeps a table equal to what a source gives: keyed by its external id, never deleted from."""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from lorgnette.directory.bulk import insert
from lorgnette.kernel.among import Among
from lorgnette.kernel.portions import portions

Rows = Mapping[str, Mapping[str, Any]]

# Few enough for one statement on both engines.
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """`ids` are the primary keys of all rows given, by external id; `other` of those written."""

    ids: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    same: int = 0
    other: Sequence[int] = ()


def upsert(table: type[Model], source_id: int, rows: Rows) -> Changes:
    """Writes the rows, by external id, that are new, different or were gone. At most `BATCH`.

    Every row holds the same columns in the same order. In the caller's transaction.
    """
    columns = list(next(iter(rows.values()), ()))
    known = _known(table, source_id, rows, columns)
    added = [key for key in rows if key not in known]
    changed = [key for key, kept in known.items() if kept[1:] != [None, *rows[key].values()]]
    _add(table, source_id, columns, {key: rows[key] for key in added})
    _change(table, source_id, columns, {key: rows[key] for key in changed})
    ids = {key: kept[0] for key, kept in known.items()}
    ids |= ids_of(table, source_id, added) if added else {}
    return Changes(
        ids=ids,
        added=len(added),
        changed=len(changed),
        same=len(known) - len(changed),
        other=[ids[key] for key in (*added, *changed)],
    )


def keep(
    table: type[Model],
    source_id: int,
    rows: Mapping[str, dict[str, Any]],
    columns: Set[str],
) -> None:
    """Puts what is mirrored of these columns into the rows that hold them and are known."""
    held = sorted(next(iter(rows.values()), {}).keys() & columns)
    if held:
        for key, _pk, _gone, *values in _kept(table, source_id, rows, held):
            rows[key].update(zip(held, values, strict=True))


def ids_of(table: type[Model], source_id: int, external_ids: Collection[str]) -> dict[str, int]:
    """The primary keys of those that are known, gone or not."""
    found = _of_source(table, source_id).filter(Among("external_id", set(external_ids)))
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
    table: type[Model], source_id: int, rows: Mapping[str, Any], columns: Sequence[str]
) -> dict[str, list[Any]]:
    """By external id: the primary key, when it was gone, and the columns, as they are stored."""
    kept = _kept(table, source_id, rows, columns)
    return {external_id: values for external_id, *values in kept}


def _kept(
    table: type[Model], source_id: int, keys: Collection[str], columns: Sequence[str]
) -> QuerySet[Any, Any]:
    found = _of_source(table, source_id).filter(Among("external_id", keys))
    return found.values_list("external_id", "pk", "gone_at", *columns)


def _add(table: type[Model], source_id: int, columns: Sequence[str], rows: Rows) -> None:
    if rows:
        names = ("source_id", "external_id", *columns)
        insert(table, names, ((source_id, key, *row.values()) for key, row in rows.items()))


def _change(table: type[Model], source_id: int, columns: Sequence[str], rows: Rows) -> None:
    """Those that came back are there again."""
    table._default_manager.bulk_create(
        [table(source_id=source_id, external_id=key, **row) for key, row in rows.items()],
        update_conflicts=True,
        unique_fields=["source", "external_id"],
        update_fields=[*columns, "gone_at"],
    )


def _of_source(table: type[Model], source_id: int) -> QuerySet[Any]:
    return table._default_manager.filter(source_id=source_id)
