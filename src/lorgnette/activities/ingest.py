"""Stores activities once, and rolls them up by workspace day."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from lorgnette.accounts.objections import objecting
from lorgnette.activities import arrivals, day_counts
from lorgnette.activities.models import Activity, Seen
from lorgnette.activities.types import WEIGHTS
from lorgnette.directory.bulk import insert
from lorgnette.workspace.settings import current

COLUMNS = ("account_id", "person_id", "type", "at", "weight", "subject")


class Given(NamedTuple):
    """An activity as a source gives it; `at` is aware, the account and person are known."""

    external_id: str
    account_id: int
    person_id: int
    type: str
    at: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many were new and how many the source gave before, or are of somebody who objects;
    which accounts got new ones."""

    new: int
    known: int
    account_ids: frozenset[int]


def unseen(source_id: int, external_ids: Collection[str]) -> dict[str, bytes]:
    """Those that the source never gave before, each with its digest. At most 5,000."""
    digests = {_digest(external_id): external_id for external_id in external_ids}
    known = _known(source_id, list(digests))
    return {given: digest for digest, given in digests.items() if digest not in known}


def store(
    source_id: int, rows: Sequence[Given], new_ids: Mapping[str, bytes] | None = None
) -> Stored:
    """In the caller's transaction; some thousand at a time.

    An id that was stored once is never stored again, whatever it comes back with. `new_ids`: what
    `unseen` answered for them in this transaction.
    """
    if new_ids is None:
        new_ids = unseen(source_id, [row.external_id for row in rows])
    out, new = objecting({row.person_id for row in rows}), dict[str, Given]()
    for row in rows:
        if row.external_id in new_ids and row.person_id not in out:
            new.setdefault(row.external_id, row)
    if new:
        insert(Seen, ("source_id", "id_hash"), ((source_id, new_ids[key]) for key in new))
        insert(Activity, COLUMNS, (_activity(row) for row in new.values()))
        _roll_up(new.values())
        arrivals.note((row.account_id, row.person_id, row.at) for row in new.values())
    touched = frozenset(row.account_id for row in new.values())
    return Stored(new=len(new), known=len(rows) - len(new), account_ids=touched)


def _known(source_id: int, digests: list[bytes]) -> set[bytes]:
    """Past Django, which would prepare each of the thousands."""
    if not digests:
        return set()
    asked: list[Any] = [source_id, *digests]
    among = f"IN ({', '.join(['%s'] * len(digests))})"
    if connection.vendor == "postgresql":
        asked, among = [source_id, digests], "= ANY(%s)"
    seen = f"SELECT id_hash FROM activities_seen WHERE source_id = %s AND id_hash {among}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(seen, asked)
        return {bytes(digest) for (digest,) in cursor.fetchall()}


def _activity(row: Given) -> tuple[object, ...]:
    weight = WEIGHTS[row.type]
    return row.account_id, row.person_id, row.type, row.at, weight, row.subject


def _roll_up(rows: Collection[Given]) -> None:
    zone = ZoneInfo(current().zone)
    day_counts.change(
        Counter((r.account_id, r.person_id, r.type, r.at.astimezone(zone).date()) for r in rows)
    )


def _digest(external_id: str) -> bytes:
    return hashlib.blake2b(external_id.encode(), digest_size=16).digest()
