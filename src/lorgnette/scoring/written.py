"""Writes the numbers of all accounts at once; their weeks follow."""

from datetime import date

from django.db import connection

from lorgnette.scoring.models import FurtherScore

# Account, tenths, change.
Line = tuple[int, int, int]

_SET = "SET tenths = {tenths}, change = {change}, weeks = '[]', version = %s, day = %s"
_EACH = f"UPDATE scoring_accountscore {_SET} WHERE account_id = %s"  # noqa: S608 (our own words)
_ALL = f"""
UPDATE scoring_accountscore AS score {_SET}
FROM unnest(%s::bigint[], %s::integer[], %s::integer[]) AS found(pk, tenths, change)
WHERE found.pk = score.account_id
"""  # noqa: S608
_INTO = "INSERT INTO scoring_furtherscore"
_COLUMNS = "account_id, tenths, change, model_id, version, day, weeks"
_NEW = f"{_INTO} ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, '[]')"
_ALL_NEW = f"""
{_INTO} ({_COLUMNS})
SELECT pk, tenths, change, %s, %s, %s, '[]'::jsonb
FROM unnest(%s::bigint[], %s::integer[], %s::integer[]) AS found(pk, tenths, change)
"""  # noqa: S608


def primary(lines: list[Line], mark: int, today: date) -> None:
    """Of the primary score, by the version that `mark` stands for."""
    day = today.isoformat()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = _ALL.format(tenths="found.tenths", change="found.change")
            cursor.execute(statement, [mark, day, *_columns(lines)])
        else:
            rows = [(tenths, change, mark, day, pk) for pk, tenths, change in lines]
            cursor.executemany(_EACH.format(tenths="%s", change="%s"), rows)


def further(lines: list[Line], score: int, version: int, today: date) -> None:
    """Of another score, in the place of what was there of it."""
    day = today.isoformat()
    FurtherScore.objects.filter(model=score).delete()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_ALL_NEW, [score, version, day, *_columns(lines)])
        else:
            cursor.executemany(_NEW, [(*line, score, version, day) for line in lines])


def _columns(lines: list[Line]) -> list[list[int]]:
    return [list(column) for column in zip(*lines, strict=True)] or [[], [], []]
