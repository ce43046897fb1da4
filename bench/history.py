"""Stores millions of activities of a generated folder at once, in the order of their time.

What `crm.sync` would store one thousand a transaction: activities, what was seen, and the counts
by day. Memory holds one month; the months wait in temporary files.
"""

import csv
import hashlib
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Model

from bench import bulk
from lorgnette.accounts.models import Account, Person
from lorgnette.activities.models import Activity, DayCount, Seen
from lorgnette.activities.types import WEIGHTS
from lorgnette.directory.sources import SourceInfo
from lorgnette.workspace.settings import current


class _Deed(NamedTuple):
    """A row of `activities.csv`; its columns in their order."""

    id: str
    contact: str
    type: str
    at: str
    account: str
    subject: str


class _Refs(NamedTuple):
    """Primary keys by the CRM's ids."""

    source: int
    accounts: Mapping[str, int]
    people: Mapping[str, int]
    zone: ZoneInfo


def store(source: SourceInfo) -> None:
    """All of the source's activities; its accounts and contacts are there already."""
    refs = _Refs(source.id, _keys(Account, source), _keys(Person, source), ZoneInfo(current().zone))
    with tempfile.TemporaryDirectory(prefix="lorgnette-months-") as folder:
        months = _in_months(Path(source.location) / "activities.csv", Path(folder))
        for month in months:
            with transaction.atomic():
                _store(refs, month)


def _keys(table: type[Model], source: SourceInfo) -> dict[str, int]:
    rows = table._default_manager.filter(source=source.id)
    return dict(rows.values_list("external_id", "pk"))


def _in_months(path: Path, folder: Path) -> list[Path]:
    """The rows of each month of UTC in a file of its own, the oldest month first."""
    with ExitStack() as stack:
        rows = csv.reader(stack.enter_context(path.open(encoding="utf-8", newline="")))
        next(rows)
        files = {}
        for row in rows:
            month = row[3][:7]
            if month not in files:
                file = stack.enter_context((folder / month).open("w", newline=""))
                files[month] = csv.writer(file)
            files[month].writerow(row)
    return sorted(folder.iterdir())


def _store(refs: _Refs, month: Path) -> None:
    with month.open(newline="") as file:
        deeds = sorted((_Deed(*row) for row in csv.reader(file)), key=lambda deed: deed.at)
    bulk.write(
        Activity._meta.db_table,
        ("account_id", "person_id", "type", "at", "weight", "subject"),
        (_activity(refs, deed) for deed in deeds),
    )
    bulk.write(
        Seen._meta.db_table,
        ("source_id", "id_hash"),
        (
            (refs.source, hashlib.blake2b(deed.id.encode(), digest_size=16).digest())
            for deed in deeds
        ),
    )
    _count(refs, deeds)


def _activity(refs: _Refs, deed: _Deed) -> tuple[object, ...]:
    return (
        refs.accounts[deed.account],
        refs.people[deed.contact],
        deed.type,
        _stored(deed.at),
        WEIGHTS[deed.type],
        deed.subject,
    )


def _stored(at: str) -> str:
    """As the database holds an instant: SQLite a text in UTC, without saying so."""
    return at if connection.vendor == "postgresql" else at.replace("T", " ").removesuffix("Z")


def _count(refs: _Refs, deeds: list[_Deed]) -> None:
    counts = Counter(
        (refs.accounts[deed.account], refs.people[deed.contact], deed.type, _day(refs, deed))
        for deed in deeds
    )
    bulk.write(
        DayCount._meta.db_table,
        ("account_id", "person_id", "type", "day", "count"),
        ((*cell, number) for cell, number in counts.items()),
    )


def _day(refs: _Refs, deed: _Deed) -> str:
    """Nothing happens at night, so that no day is in two months of UTC."""
    return str(datetime.fromisoformat(deed.at).astimezone(refs.zone).date())
