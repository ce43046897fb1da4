"""Marks the accounts whose score may be another now, for whoever scores them next."""

from collections.abc import Collection

from lorgnette.activities.models import Touched
from lorgnette.directory.bulk import insert


def mark(account_ids: Collection[int]) -> None:
    """In the transaction that changes what the score depends on."""
    if account_ids:
        insert(Touched, ("account_id",), ((pk,) for pk in sorted(set(account_ids))))


def take(limit: int) -> list[int]:
    """The accounts of the `limit` oldest marks, which are gone with the caller's transaction.

    Score them in the same transaction: a process that dies before its end gives them back. One
    caller at a time.
    """
    marks = list(Touched.objects.order_by("id").values_list("id", "account_id")[:limit])
    Touched.objects.filter(id__in=[pk for pk, _account in marks]).delete()
    return sorted({account_id for _pk, account_id in marks})
