"""Three sizes of the demo's company, and the files of its CRM, which both engines read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lorgnette.operations.demo.generate import generate
from lorgnette.operations.demo.plan import Plan

# The end of a working Tuesday, and of the history.
UNTIL = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Size:
    """`sales_users` were invited, among those of the CRM's `plan`."""

    words: str
    sales_users: int
    plan: Plan


SIZES = {
    "1k": Size(
        "1,000 sales users and accounts, 50,000 activities",
        1_000,
        Plan(
            until=UNTIL,
            sales_users=1_000,
            accounts=1_000,
            people=4_500,
            activities=50_000,
            days=730,
            skew=3,
        ),
    ),
    "10k": Size(
        "10,000 sales users and accounts, 500,000 activities",
        10_000,
        Plan(
            until=UNTIL,
            sales_users=10_000,
            accounts=10_000,
            people=42_000,
            activities=500_000,
            days=730,
            hot=26_000,
            skew=3,
        ),
    ),
    "100k": Size(
        "100,000 sales users and accounts, 5,000,000 activities",
        100_000,
        Plan(
            until=UNTIL,
            sales_users=100_000,
            accounts=100_000,
            people=400_000,
            activities=5_000_000,
            days=730,
            hot=26_000,
            skew=3,
        ),
    ),
}


def folder_of(kept: Path, size: str) -> Path:
    """The CRM's files of that size, written if they are not there; both engines read them."""
    folder = kept / f"crm-{size}"
    if not folder.exists():
        making = folder.with_suffix(".making")
        generate(SIZES[size].plan, making)
        making.rename(folder)
    return folder
