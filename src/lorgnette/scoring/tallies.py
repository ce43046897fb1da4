"""Reads the activities by day that a score depends on, for many accounts in one query."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from lorgnette.accounts.models import Person
from lorgnette.activities.models import DayCount
from lorgnette.kernel.portions import portions
from lorgnette.scoring.factors import factor_of
from lorgnette.scoring.model import READ_DAYS, SHIPPED, Model, Tally


def of_accounts(
    account_ids: Collection[int], today: date, days: int = READ_DAYS, model: Model = SHIPPED
) -> Mapping[int, list[Tally]]:
    """The tallies of the last `days` days by account id; accounts without any are absent.

    With the factors that `model` gives to the people.
    """
    return seen_by(model, read(account_ids, today, days))


def read(
    account_ids: Collection[int], today: date, days: int = READ_DAYS
) -> Mapping[int, list[Tally]]:
    """The same with the factor of a model without roles."""
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


def seen_by(model: Model, tallies: Mapping[int, list[Tally]]) -> Mapping[int, list[Tally]]:
    """What `read` found, each with the factor of its person's title."""
    if not model.roles:
        return tallies
    known, factor = {"": model.once}, factor_of(model)
    titles = _titles({row.person for rows in tallies.values() for row in rows})
    for title in set(titles.values()):
        known[title] = factor(title)
    return {
        pk: [row._replace(factor=known[titles.get(row.person, "")]) for row in rows]
        for pk, rows in tallies.items()
    }


def _titles(people: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in portions(sorted(people)):
        titled = Person.objects.filter(pk__in=part).exclude(title="")
        found.update(titled.values_list("pk", "title"))
    return found


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
