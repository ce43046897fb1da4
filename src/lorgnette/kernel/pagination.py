"""Keyset pages: a page costs the same wherever it is, and rows never repeat or vanish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

MOST_MET = 2_000

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows; `next` and `previous` are opaque cursors, empty at the ends."""

    rows: Sequence[T]
    next: str
    previous: str


def page_of(
    query: QuerySet[M],
    order: Sequence[str],
    *,
    size: int,
    cursor: str = "",
    among: QuerySet[M] | None = None,
) -> Page[M]:
    """`size` rows of `query` by `order`: never-null columns, `-` for descending, the last unique.

    An empty cursor, one of another order or a forged one gives the first page. `among`: see
    `walked`.
    """
    backwards, values = _read(cursor, order)
    walk = turned(order) if backwards else list(order)
    found = walked(query, walk, values, size + 1, among)
    more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more or backwards)
    has_previous = bool(rows) and bool(values) and (more or not backwards)
    return Page(
        rows=rows,
        next=_write(rows[-1], order, backwards=False) if has_next else "",
        previous=_write(rows[0], order, backwards=True) if has_previous else "",
    )


def walked(
    query: QuerySet[M],
    walk: Sequence[str],
    values: Sequence[Any],
    wanted: int,
    among: QuerySet[M] | None = None,
) -> list[M]:
    """The first rows of `query` by `walk` after `values`.

    With `among`, which holds them and others, in the order of an index of its own: that one is
    walked, and only those it meets are looked at. A database that guesses wrong how many pass
    would look at all.
    """
    if among is None:
        return list(_after(query, walk, values).order_by(*walk)[:wanted])
    columns = [column.removeprefix("-") for column in walk]
    found: list[M] = []
    step = 4 * wanted
    while True:
        rows = _after(among, walk, values).order_by(*walk).values_list("pk", *columns)
        met = list(rows[:step])
        some = query.filter(pk__in=[row[0] for row in met]).order_by(*walk)
        found += some[: wanted - len(found)]
        if len(found) == wanted or len(met) < step:
            return found
        values, step = met[-1][1:], min(4 * step, MOST_MET)


def _after(query: QuerySet[M], walk: Sequence[str], values: Sequence[Any]) -> QuerySet[M]:
    return query.filter(beyond(walk, values)) if values else query


def turned(order: Sequence[str]) -> list[str]:
    """The same columns the other way round."""
    return [c.removeprefix("-") if c.startswith("-") else f"-{c}" for c in order]


def beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows strictly after `values` in lexicographic `order`.

    The bound on the first column says nothing new; by it an index is entered at the right place.
    """
    first = order[0].removeprefix("-")
    bound = Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]})
    condition, equal = Q(pk__in=()), Q()
    for column, value in zip(order, values, strict=True):
        name = column.removeprefix("-")
        side = "lt" if column.startswith("-") else "gt"
        condition |= equal & Q(**{f"{name}__{side}": value})
        equal &= Q(**{name: value})
    return bound & condition


def _write(row: Model, order: Sequence[str], *, backwards: bool) -> str:
    values = [plain(_value(row, column.removeprefix("-"))) for column in order]
    return _signer(order).sign_object([backwards, values])


def _value(row: Any, path: str) -> object:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def plain(value: object) -> object:
    """As a cursor keeps it."""
    return {"at": value.isoformat()} if isinstance(value, datetime) else value


def rich(value: object) -> object:
    """What `plain` wrote."""
    return datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value


def _read(cursor: str, order: Sequence[str]) -> tuple[bool, list[object]]:
    try:
        backwards, values = _signer(order).unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return False, []
    return bool(backwards), [rich(value) for value in values]


def _signer(order: Sequence[str]) -> signing.Signer:
    """A cursor is good for the order it was made for: values of another never reach a query."""
    return signing.Signer(salt=f"cursor {' '.join(order)}")
