"""Deletes many rows a few at a time: whoever else writes never waits for all of them."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet


def forget(
    old: QuerySet[Any],
    size: int,
    go_on: Callable[[], bool],
    before: Callable[[list[int]], object] = lambda _ids: None,
) -> int:
    """Deletes what is old, `size` rows at a time, for as long as `go_on` says; how many it was.

    `before` gets the keys of a portion first, to delete what points at them.
    """
    count = 0
    while go_on():
        ids = list(old.order_by("pk").values_list("pk", flat=True)[:size])
        if not ids:
            break
        before(ids)
        old.filter(pk__in=ids).delete()
        count += len(ids)
    return count
