"""Keyset pages over a list in several stretches, each in an order that an index holds.

Those with an end by their end, then those without one by name: no index holds both at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import QuerySet

from lorgnette.kernel.pagination import Page, plain, rich, turned, walked


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows by `order` (all columns the same way round), from sources that share no row.

    `among`: see `pagination.walked`.
    """

    sources: Sequence[QuerySet[Any]]
    order: Sequence[str]
    among: QuerySet[Any] | None = None


def page_of_stretches(
    name: str, stretches: Sequence[Stretch], *, size: int, cursor: str = ""
) -> Page[Any]:
    """`size` rows; `name` tells the cursors of one list from those of another."""
    backwards, number, values = _read(name, cursor, len(stretches))
    numbers = range(number, -1, -1) if backwards else range(number, len(stretches))
    found: list[tuple[int, Any]] = []
    for at in numbers:
        wanted = size + 1 - len(found)
        start = values if at == number else []
        found += [(at, row) for row in _rows(stretches[at], start, wanted, backwards=backwards)]
        if len(found) > size:
            break
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    first, last = (found[0], found[-1]) if found else (None, None)
    return Page(
        rows=[row for _at, row in found],
        next=_write(name, last, stretches, backwards=False) if more or backwards else "",
        previous=_write(name, first, stretches, backwards=True)
        if values and (more or not backwards)
        else "",
    )


def _rows(stretch: Stretch, values: Sequence[Any], wanted: int, *, backwards: bool) -> list[Any]:
    walk = turned(stretch.order) if backwards else list(stretch.order)
    found: list[Any] = []
    for source in stretch.sources:
        found += walked(source, walk, values, wanted, stretch.among)
    if len(stretch.sources) > 1:
        found.sort(key=lambda row: _key(row, walk), reverse=walk[0].startswith("-"))
    return found[:wanted]


def _key(row: Any, walk: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, column.removeprefix("-")) for column in walk)


def _write(
    name: str,
    found: tuple[int, Any] | None,
    stretches: Sequence[Stretch],
    *,
    backwards: bool,
) -> str:
    if found is None:
        return ""
    at, row = found
    values = [plain(value) for value in _key(row, stretches[at].order)]
    return _signer(name).sign_object([backwards, at, values])


def _read(name: str, cursor: str, count: int) -> tuple[bool, int, list[Any]]:
    try:
        backwards, at, values = _signer(name).unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return False, 0, []
    return bool(backwards), min(int(at), count - 1), [rich(value) for value in values]


def _signer(name: str) -> signing.Signer:
    return signing.Signer(salt=f"stretches {name}")
