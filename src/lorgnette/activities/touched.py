"""Marks the accounts whose score may be another now, for whoever scores them next."""

from collections.abc import Collection
from dataclasses import dataclass

from lorgnette.activities.models import Touched
from lorgnette.directory.bulk import insert
from lorgnette.kernel.portions import portions


@dataclass(frozen=True, slots=True)
class Marks:
    """Some marks, by their ids, and the accounts that they are on, each once."""

    ids: list[int]
    account_ids: list[int]


def mark(account_ids: Collection[int]) -> None:
    """In the transaction that changes what the score depends on."""
    if account_ids:
        insert(Touched, ("account_id",), ((pk,) for pk in sorted(set(account_ids))))


def waiting(limit: int) -> Marks:
    """The `limit` oldest marks; they stay until they are `done`."""
    rows = list(Touched.objects.order_by("id").values_list("id", "account_id")[:limit])
    return Marks([pk for pk, _account in rows], sorted({account for _pk, account in rows}))


def done(marks: Marks) -> None:
    """After the accounts were scored: what was marked meanwhile has a mark of its own."""
    for part in portions(marks.ids, 1_000):
        Touched.objects.filter(id__in=part).delete()


def take(limit: int) -> list[int]:
    """The accounts of the `limit` oldest marks, which are gone with the caller's transaction.

    Score them in the same transaction: a process that dies before its end gives them back. One
    caller at a time.
    """
    found = waiting(limit)
    done(found)
    return found.account_ids
