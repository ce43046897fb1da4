"""Synchronising: a generated company's folder for the first time, and again unchanged."""

import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from bench import again
from bench.machine import seconds
from bench.rows import Row
from lorgnette.accounts.models import (
    Account,
    Membership,
    Opportunity,
    Person,
    Renamed,
    TeamMember,
    Unmatched,
)
from lorgnette.activities.models import Activity, Arrival, DayCount, Seen
from lorgnette.crm.connectors.registry import connect
from lorgnette.crm.contract import KINDS
from lorgnette.crm.models import DONE
from lorgnette.crm.outcome import Progress
from lorgnette.crm.sync import sync
from lorgnette.directory.models import CrmUser
from lorgnette.directory.sources import SourceInfo, ensure
from lorgnette.operations.demo.generate import generate
from lorgnette.operations.demo.plan import Plan
from lorgnette.scoring.models import AccountScore, PersonScore, ScoreDetail
from tests.cast import invited

Tables = tuple[type[Model], ...]

UNTIL = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
TAKEN = (
    CrmUser,
    Account,
    Renamed,
    Person,
    Unmatched,
    Membership,
    Opportunity,
    TeamMember,
    Activity,
    Seen,
    DayCount,
    Arrival,
)
SCORES = (AccountScore, ScoreDetail, PersonScore)


def measure(*, quick: bool) -> list[Row]:
    invited.aubier()
    source = company(quick=quick)
    connector = connect(source.kind, source.location)
    parsing = seconds(lambda: [list(connector.rows(kind)) for kind in KINDS])
    taken: list[float] = []
    first = seconds(lambda: taken.append(_run(source)))
    again_ = seconds(lambda: _run(source))
    rows = sum(connector.count(kind) or 0 for kind in KINDS)
    return [
        _first(f"first import of {rows:,} rows", rows, first, parsing, (*TAKEN, *SCORES)),
        _first("of it: before the scores", rows, taken[0], parsing, TAKEN),
        _row("again, nothing changed", rows / again_, parsing / again_, "parsing alone"),
    ]


def _first(what: str, rows: int, took: float, parsing: float, tables: Tables) -> Row:
    ceiling, written = again.seconds_to_write(tables), again.count(tables)
    beside = (
        f"parsed in {parsing:.1f} s, the database alone writes the {written:,} rows in "
        f"{ceiling:.1f} s: {ceiling / took:.2f} without the reading"
    )
    return _row(what, rows / took, (parsing + ceiling) / took, beside)


def company(*, quick: bool) -> SourceInfo:
    """A generated company's folder, not yet taken over."""
    folder = Path(settings.HOME) / "crm"
    small = {"sales_users": 80, "accounts": 250, "people": 1_200, "activities": 7_000}
    generate(Plan(until=UNTIL, **(small if quick else {})), folder)
    return ensure("csv_folder", "CRM of Aubier Systems", str(folder))


def _run(source: SourceInfo) -> float:
    """Seconds until the last row was taken over; what follows are the scores."""
    began, last = time.perf_counter(), 0.0

    def told(_progress: Progress) -> None:
        nonlocal last
        last = time.perf_counter()

    outcome = sync(source.ref, told)
    if outcome.state != DONE:
        raise RuntimeError(f"The synchronisation ended {outcome.state}.")
    return last - began


def _row(what: str, value: float, ratio: float, beside: str) -> Row:
    return Row(
        section="sync",
        what=what,
        value=value,
        unit="rows/s",
        engine="its",
        ratio=ratio,
        beside=beside,
    )
