"""Reads what was known of accounts before a day: of any number of deals, in bounded memory."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from lorgnette.accounts.models import Account, Person
from lorgnette.kernel.portions import portions
from lorgnette.prediction.facts import (
    BEFORE,
    DAY_CAP,
    FAMILIES,
    FAMILY_OF,
    LATELY,
    READ,
    Facts,
)
from lorgnette.prediction.seniority import decides

# Deals a statement: what they need is summed by person and kind in the database.
AT_ONCE = 400

_KINDS = ", ".join(f"'{kind}'" for kind in sorted(FAMILY_OF))
# The deals on the left, so that each reads its own stretch of the roll-up and no more. Compared as
# rows: for an equal account SQLite would go through the whole roll-up first, for a filter.
_COUNTS = f"""
WITH looked (n, account_id, first, middle, late, until) AS (VALUES {{values}})
SELECT looked.n, counted.person_id, counted.type,
    CASE WHEN counted.day >= looked.late THEN 0 WHEN counted.day >= looked.middle THEN 1 ELSE 2 END
        AS stretch,
    SUM(CASE WHEN counted.count < {DAY_CAP} THEN counted.count ELSE {DAY_CAP} END),
    MAX(counted.day)
FROM looked CROSS JOIN activities_daycount AS counted
WHERE (counted.account_id, counted.day) >= (looked.account_id, looked.first)
    AND (counted.account_id, counted.day) < (looked.account_id, looked.until)
    AND counted.type IN ({_KINDS})
    AND NOT EXISTS (
        SELECT 1 FROM accounts_objection WHERE accounts_objection.person_id = counted.person_id
    )
GROUP BY looked.n, counted.person_id, counted.type, stretch
"""  # noqa: S608 (our own words)
_ROW = "(%s, %s, %s, %s, %s, %s)"
_LATE, _MIDDLE = 0, 1


class Look(NamedTuple):
    """At an account, from a day: what happened before it, that day not included."""

    account: int
    day: date


@dataclass(slots=True)
class _Seen:
    """What is gathered of one look."""

    families: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FAMILIES, 0))
    stretches: list[int] = field(default_factory=lambda: [0, 0, 0])
    people: set[int] = field(default_factory=set)
    last: date | None = None


def facts(looks: Sequence[Look]) -> Iterator[Facts]:
    """Of each look, in their order."""
    for part in portions(looks, AT_ONCE):
        seen = _seen(part)
        deciders = _deciders({person for one in seen for person in one.people})
        told = _told({look.account for look in part})
        for look, one in zip(part, seen, strict=True):
            industry, country = told.get(look.account, ("", ""))
            yield _facts(look, one, deciders, industry, country)


def _seen(looks: Sequence[Look]) -> list[_Seen]:
    found = [_Seen() for _look in looks]
    for number, person, kind, stretch, count, last in _counts(looks):
        one = found[number]
        one.stretches[stretch] += count
        if stretch == _LATE:
            one.families[FAMILY_OF[kind]] += count
        one.people.add(person)
        day = date.fromisoformat(last) if isinstance(last, str) else last
        one.last = max(one.last or day, day)
    return found


def _counts(looks: Sequence[Look]) -> Iterable[tuple[int, int, str, int, int, Any]]:
    values = [value for number, look in enumerate(looks) for value in _values(number, look)]
    statement = _COUNTS.format(values=", ".join([_ROW] * len(looks)))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(5_000):
            yield from rows


def _values(number: int, look: Look) -> list[Any]:
    days = [look.day - timedelta(days=back) for back in (READ, BEFORE, LATELY, 0)]
    return [number, look.account, *map(connection.ops.adapt_datefield_value, days)]


def _deciders(people: Collection[int]) -> set[int]:
    found: set[int] = set()
    for part in portions(sorted(people)):
        titled = Person.objects.filter(pk__in=part).exclude(title="").values_list("pk", "title")
        found.update(pk for pk, title in titled if decides(title))
    return found


def _told(accounts: Collection[int]) -> Mapping[int, tuple[str, str]]:
    rows = Account.objects.filter(pk__in=accounts).values_list("pk", "industry", "country")
    return {pk: (industry.strip(), country) for pk, industry, country in rows}


def _facts(
    look: Look, seen: _Seen, deciders: Collection[int], industry: str, country: str
) -> Facts:
    late, middle, early = seen.stretches
    return Facts(
        families=seen.families,
        earlier=middle + early,
        people=len(seen.people),
        seniors=sum(person in deciders for person in seen.people),
        lately=late,
        then=middle,
        idle=(look.day - seen.last).days - 1 if seen.last else None,
        industry=industry,
        country=country,
    )
