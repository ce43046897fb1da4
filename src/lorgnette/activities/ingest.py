"""Stores activities once, and rolls them up by workspace day."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from lorgnette.activities import arrivals
from lorgnette.activities.models import Activity, Seen
from lorgnette.activities.types import WEIGHTS
from lorgnette.directory.bulk import insert
from lorgnette.workspace.settings import current

# Reading the counts first would cost a query as wide as the table.
_INTO = "INSERT INTO activities_daycount (account_id, person_id, type, day, count) "
_EACH = "VALUES (%s, %s, %s, %s, %s)"
# One statement for all.
_ALL = "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::integer[])"
_ADD = """
ON CONFLICT (account_id, day, person_id, type)
DO UPDATE SET count = activities_daycount.count + excluded.count
"""


COLUMNS = ("account_id", "person_id", "type", "at", "weight", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An activity as a source gives it; `at` is aware, the account and person are known."""

    external_id: str
    account_id: int
    person_id: int
    type: str
    at: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many were new and how many the source gave before; which accounts got new ones."""

    new: int
    known: int
    account_ids: frozenset[int]


def unseen(source_id: int, external_ids: Sequence[str]) -> set[str]:
    """Those that the source never gave before. At most 1,000."""
    digests = {_digest(external_id): external_id for external_id in external_ids}
    seen = Seen.objects.filter(source=source_id, id_hash__in=list(digests))
    known = {bytes(value) for value in seen.values_list("id_hash", flat=True)}
    return {digests[value] for value in digests.keys() - known}


def store(source_id: int, rows: Sequence[Given], new_ids: Collection[str] | None = None) -> Stored:
    """In the caller's transaction; about 1,000 at a time.

    An id that was stored once is never stored again, whatever it comes back with. `new_ids`: what
    `unseen` answered for them in this transaction.
    """
    if new_ids is None:
        new_ids = unseen(source_id, [row.external_id for row in rows])
    new: dict[str, Given] = {}
    for row in rows:
        if row.external_id in new_ids:
            new.setdefault(row.external_id, row)
    if new:
        insert(Seen, ("source_id", "id_hash"), ((source_id, _digest(key)) for key in new))
        insert(Activity, COLUMNS, (_activity(row) for row in new.values()))
        _roll_up(new)
        arrivals.note((row.account_id, row.person_id, row.at) for row in new.values())
    touched = frozenset(row.account_id for row in new.values())
    return Stored(new=len(new), known=len(rows) - len(new), account_ids=touched)


def _activity(row: Given) -> tuple[object, ...]:
    weight = WEIGHTS[row.type]
    return row.account_id, row.person_id, row.type, row.at, weight, row.subject


def _roll_up(rows: Mapping[str, Given]) -> None:
    zone = ZoneInfo(current().zone)
    counts = Counter(_cell(row, zone) for row in rows.values())
    cells = [(*cell, number) for cell, number in sorted(counts.items())]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                _INTO + _ALL + _ADD, [list(column) for column in zip(*cells, strict=True)]
            )
        else:
            cursor.executemany(_INTO + _EACH + _ADD, cells)


def _cell(row: Given, zone: ZoneInfo) -> tuple[int, int, str, date]:
    return (row.account_id, row.person_id, row.type, row.at.astimezone(zone).date())


def _digest(external_id: str) -> bytes:
    return hashlib.blake2b(external_id.encode(), digest_size=16).digest()
