"""Reads the activities by day that a score depends on, for many accounts in one query."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from lorgnette.activities.models import DayCount
from lorgnette.scoring.model import READ_DAYS, Tally


def of_accounts(
    account_ids: Collection[int], today: date, days: int = READ_DAYS
) -> Mapping[int, list[Tally]]:
    """The tallies of the last `days` days by account id; accounts without any are absent."""
    tallies: dict[int, list[Tally]] = {}
    if not account_ids:
        return tallies
    found = DayCount.objects.filter(
        account_id__in=list(account_ids), day__gt=today - timedelta(days=days), day__lte=today
    )
    rows = found.values_list("account_id", "person_id", "type", "day", "count")
    for account_id, person, kind, day, times in _fetched(
        rows.order_by("account_id", "day", "person_id", "type")
    ):
        tallies.setdefault(account_id, []).append(Tally(person, kind, day, times))
    return tallies


def _fetched(rows: QuerySet[Any, Any]) -> Iterator[tuple[int, int, str, date, int]]:
    """Past Django's conversion of each value: there are millions, of a few hundred days."""
    days: dict[Any, date] = {}
    statement, given = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        for account_id, person, kind, day, times in cursor.fetchall():
            known = days.get(day)
            if known is None:
                known = days[day] = date.fromisoformat(day) if isinstance(day, str) else day
            yield account_id, person, kind, known, times
