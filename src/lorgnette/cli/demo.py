"""`lorgnette demo`: makes the demo's data."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import click

from lorgnette.kernel import clock
from lorgnette.operations.demo.generate import generate as write_folder
from lorgnette.operations.demo.plan import Plan

# With --today the history ends at this hour, so that the same call writes the same bytes.
EVENING = time(17, 0, tzinfo=UTC)
_COUNT = click.IntRange(min=1)


@click.group()
def demo() -> None:
    """Make the demo's data."""


@demo.command()
@click.option("--sales-users", type=_COUNT, default=Plan.sales_users, show_default=True)
@click.option("--accounts", type=_COUNT, default=Plan.accounts, show_default=True)
@click.option("--people", type=_COUNT, default=Plan.people, show_default=True)
@click.option("--activities", type=_COUNT, default=Plan.activities, show_default=True)
@click.option("--seed", type=int, default=Plan.seed, show_default=True)
@click.option("--days", type=_COUNT, default=Plan.days, show_default=True, help="How far back.")
@click.option("--hot", type=click.IntRange(min=0), default=0, help="Of them at one account.")
@click.option(
    "--skew",
    type=click.FloatRange(min=1),
    default=Plan.skew,
    show_default=True,
    help="Above 1 some people have many accounts and most have few.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day; the same options write the same bytes. Without it the history ends now.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Where the CSV files go; it is made if it is not there.",
)
def generate(*, today: datetime | None, folder: Path, **sizes: Any) -> None:
    """Write a believable company's CRM as a folder of CSV files."""
    until = datetime.combine(today.date(), EVENING) if today else clock.now()
    plan = Plan(until=until, **sizes)
    write_folder(plan, folder)
    click.echo(
        f"Wrote {plan.users:,} users, {plan.accounts:,} accounts, {plan.people:,} people and "
        f"{plan.activities:,} activities to {folder}."
    )
