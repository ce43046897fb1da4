"""The marks: which people are new or changed, and which accounts are found by other names now."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from lorgnette.accounts.models import Account, Person, Renamed, Unmatched
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions

# The row is written even where it is there: whoever takes it meanwhile waits, and sees the change.
_PUT = "ON CONFLICT ({key}) DO UPDATE SET at = excluded.at"


def mark(person_ids: Collection[int], at: datetime | None = None) -> None:
    """Have these people matched. In the transaction that writes them; `at`: since when they are so.

    A mark that is there takes the later moment.
    """
    _put("accounts_unmatched", "person_id", person_ids, at)


def mark_accounts(account_ids: Collection[int]) -> None:
    """These accounts are new, gone, or named otherwise. In the transaction that writes them."""
    _put("accounts_renamed", "account_id", account_ids, None)


def mark_gone_accounts(at: datetime) -> None:
    """Those that were found gone at that moment."""
    mark_accounts(list(Account.objects.filter(gone_at=at).values_list("pk", flat=True)))


def mark_gone_people(at: datetime) -> None:
    """Those that were found gone at that moment: nothing is asked about them any more."""
    mark(list(Person.objects.filter(gone_at=at).values_list("pk", flat=True)), at)


def first(limit: int) -> list[int]:
    """At most `limit` of the people who have a mark; the marks stay."""
    rows = Unmatched.objects.order_by("person").values_list("person", flat=True)
    return list(rows[:limit])


def take_these(person_ids: Collection[int]) -> dict[int, datetime]:
    """The marks of those of these people that have one, taken off.

    In the transaction that matches them, once they are locked: where it does not end well the
    marks are still there.
    """
    rows = Unmatched.objects.filter(person__in=person_ids).order_by("person").select_for_update()
    found = dict(rows.values_list("person", "at"))
    if found:
        Unmatched.objects.filter(person__in=list(found)).delete()
    return found


def has_accounts() -> bool:
    """A cheap look whether any account has a mark."""
    return Renamed.objects.exists()


def take_accounts(limit: int) -> list[int]:
    """At most `limit` accounts whose mark is taken off, in a transaction that looks at them."""
    rows = Renamed.objects.order_by("account").select_for_update(skip_locked=True)
    found = list(rows.values_list("account", flat=True)[:limit])
    Renamed.objects.filter(account__in=found).delete()
    return found


def waiting() -> int:
    """How many people wait to be matched."""
    return Unmatched.objects.count()


def _put(table: str, key: str, ids: Collection[int], at: datetime | None) -> None:
    moment = at or clock.now()
    for part in portions(sorted(set(ids)), 400):
        _insert(table, key, part, moment)


def _insert(table: str, key: str, ids: Sequence[int], at: datetime) -> None:
    value = connection.ops.adapt_datetimefield_value(at)
    rows = ", ".join(["(%s, %s)"] * len(ids))
    sql = f"INSERT INTO {table} ({key}, at) VALUES {rows} {_PUT.format(key=key)}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for pk in ids for part in (pk, value)])
