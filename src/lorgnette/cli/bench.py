"""`lorgnette bench`: how fast this installation is where it stands."""

import json
from dataclasses import asdict

import click

from lorgnette.operations.measure import TIMES, Measured, everything


@click.command()
@click.option("--times", type=click.IntRange(min=1), default=TIMES, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(*, times: int, as_json: bool) -> None:
    """Measure the disk, a password, the database and what pages read; nothing is changed."""
    rows = everything(times)
    if as_json:
        click.echo(json.dumps({"rows": [asdict(row) for row in rows]}, indent=2))
        return
    click.echo(f"{'milliseconds':>44}  typical     slow   good is")
    for row in rows:
        click.echo(_line(row))


def _line(row: Measured) -> str:
    told = f"{row.what:>44} {row.typical:8.1f} {row.slow:8.1f}  ≤ {row.good:5.0f}"
    return told if row.typical <= row.good else f"{told}  slower than usual"
