"""The R of all accounts at once under a model, summed by the database: exactly that of `model`."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from lorgnette.scoring.factors import factors_of_titles
from lorgnette.scoring.model import HORIZON_DAYS, Model

# SQLite's sums end at 2^63: it sums high and low bits apart.
_LOW = 20
# Digits of what is left of a point.
_WIDTH = 10

_TITLES = {
    "postgresql": "SELECT * FROM unnest(%s::text[], %s::integer[]) AS titles(title, factor)",
    "sqlite": "SELECT value ->> 0 AS title, value ->> 1 AS factor FROM json_each(%s)",
}
# What is left of a point of a day stands in a list at the day's place.
_LEFT = {
    "postgresql": "(%s::bigint[])[c.day - %s::date + 1]",
    "sqlite": "CAST(substr(CAST(%s AS BLOB), {width} * CAST(julianday(c.day) - julianday(%s) "
    "AS INTEGER) + 1, {width}) AS INTEGER)",
}
_COUNTS = {"postgresql": "activities_daycount c", "sqlite": "activities_daycount c NOT INDEXED"}
_ALL = """
WITH titles AS MATERIALIZED ({titles}),
persons AS (
    SELECT c.account_id, c.person_id, {sums}
    FROM {counts}
    WHERE c.day BETWEEN %s AND %s AND c.type IN ({types})
    GROUP BY c.account_id, c.person_id
),
capped AS (SELECT account_id, {capped} FROM persons {join})
SELECT account_id, {totals} FROM capped GROUP BY account_id
"""
_JOIN = """
JOIN accounts_person ON accounts_person.id = persons.person_id
LEFT JOIN titles ON titles.title = accounts_person.title
"""


def raws(model: Model, days: Sequence[date]) -> dict[int, tuple[int, ...]]:
    """By account id, R at the end of each of `days`; accounts without activities are absent."""
    statement, given = _statement(model, days)
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows = cursor.fetchall()
    if connection.vendor == "postgresql":
        return {row[0]: tuple(map(int, row[1:])) for row in rows}
    return {
        row[0]: tuple((high << _LOW) + low for high, low in zip(row[1::2], row[2::2], strict=True))
        for row in rows
    }


def _statement(model: Model, days: Sequence[date]) -> tuple[str, list[Any]]:
    types = {kind: weight for kind, weight in model.weights.items() if weight}
    vendor, places = connection.vendor, range(len(days))
    least = "LEAST" if vendor == "postgresql" else "MIN"
    weight = f"CASE c.type {'WHEN %s THEN %s ' * len(types)}END"
    points = f"{least}(c.count, {model.most_a_day}) * {weight}"
    left = _LEFT[vendor].format(width=_WIDTH)
    factor = f" * COALESCE(titles.factor, {model.once})" if model.roles else ""
    part = f"{least}(sum{{0}}{factor}, {model.most_a_person}) AS part{{0}}"
    statement = _ALL.format(
        titles=_TITLES[vendor],
        counts=_COUNTS[vendor],
        sums=", ".join(f"SUM({points} * {left}) AS sum{place}" for place in places),
        types=", ".join("%s" for _kind in types),
        capped=", ".join(map(part.format, places)),
        join=_JOIN if model.roles else "",
        totals=", ".join(map(_total, places)),
    )
    weights = [value for pair in types.items() for value in pair]
    first, last = min(days) - timedelta(days=HORIZON_DAYS), max(days)
    sums = [value for day in days for value in (*weights, _lefts(model, day, first, last), first)]
    return statement, [*_titles(model), *sums, first, last, *types]


def _total(place: int) -> str:
    if connection.vendor == "postgresql":
        return f"SUM(part{place})"
    return f"SUM(part{place} >> {_LOW}), SUM(part{place} & {2**_LOW - 1})"


def _lefts(model: Model, today: date, first: date, last: date) -> list[int] | str:
    """What is left of a point of each day from `first` to `last` at the end of `today`."""
    ages = range((today - first).days, (today - last).days - 1, -1)
    decays = model.decays
    found = [decays[age] if 0 <= age <= HORIZON_DAYS else 0 for age in ages]
    if connection.vendor == "postgresql":
        return found
    return "".join(f"{left:0{_WIDTH}}" for left in found)


def _titles(model: Model) -> list[Any]:
    """Those whose factor is not that of everybody."""
    found = factors_of_titles(model)
    if connection.vendor == "postgresql":
        return [list(found), list(found.values())]
    return [json.dumps(list(found.items()))]
