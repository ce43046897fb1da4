"""Synchronising: a generated company's folder for the first time, and again unchanged."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from bench import again
from bench.machine import seconds
from bench.rows import Row
from lorgnette.accounts.models import Account, Membership, Opportunity, Person, TeamMember
from lorgnette.activities.models import Activity, DayCount, Seen
from lorgnette.crm.connectors.registry import connect
from lorgnette.crm.contract import KINDS
from lorgnette.crm.models import DONE
from lorgnette.crm.sync import sync
from lorgnette.directory.models import CrmUser
from lorgnette.directory.sources import SourceInfo, ensure
from lorgnette.operations.demo.generate import generate
from lorgnette.operations.demo.plan import Plan
from lorgnette.scoring.models import AccountScore
from tests.cast import invited

UNTIL = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
TABLES = (
    CrmUser,
    Account,
    Person,
    Membership,
    Opportunity,
    TeamMember,
    Activity,
    Seen,
    DayCount,
    AccountScore,
)


def measure(*, quick: bool) -> list[Row]:
    invited.aubier()
    source = company(quick=quick)
    connector = connect(source.kind, source.location)
    parsing = seconds(lambda: [list(connector.rows(kind)) for kind in KINDS])
    first = seconds(lambda: _run(source))
    again_ = seconds(lambda: _run(source))
    rows = sum(connector.count(kind) or 0 for kind in KINDS)
    ceiling, written = again.seconds_to_write(TABLES), again.count(TABLES)
    beside = f"parsed in {parsing:.1f} s, the database alone writes its {written:,} rows in"
    return [
        _row(
            f"first import of {rows:,} rows",
            rows / first,
            (parsing + ceiling) / first,
            f"{beside} {ceiling:.1f} s: {ceiling / first:.2f} without the reading",
        ),
        _row("again, nothing changed", rows / again_, parsing / again_, "parsing alone"),
    ]


def company(*, quick: bool) -> SourceInfo:
    """A generated company's folder, not yet taken over."""
    folder = Path(settings.HOME) / "crm"
    small = {"sales_users": 80, "accounts": 250, "people": 1_200, "activities": 7_000}
    generate(Plan(until=UNTIL, **(small if quick else {})), folder)
    return ensure("csv_folder", "CRM of Aubier Systems", str(folder))


def _run(source: SourceInfo) -> None:
    outcome = sync(source.ref)
    if outcome.state != DONE:
        raise RuntimeError(f"The synchronisation ended {outcome.state}.")


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
