"""A small company, written once for all who read it."""

import csv
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from lorgnette.operations.demo.generate import generate
from lorgnette.operations.demo.plan import Plan

UNTIL = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
SMALL = Plan(
    until=UNTIL, seed=7, sales_users=180, accounts=90, people=400, activities=1500, days=120
)
KINDS = ("users", "accounts", "contacts", "opportunities", "account_team", "activities")


@cache
def folder() -> Path:
    made = Path(mkdtemp(prefix="lorgnette-company-"))
    generate(SMALL, made)
    return made


@cache
def rows(kind: str) -> list[dict[str, str]]:
    with (folder() / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(kind: str) -> set[str]:
    return {row["id"] for row in rows(kind)}
