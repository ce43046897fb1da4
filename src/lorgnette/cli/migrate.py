"""`lorgnette migrate`: brings the tables of an earlier version up to this one."""

import json

import click

from lorgnette.cli import tables
from lorgnette.operations import readiness

PENDING = 3


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; end with 3 if it would.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def migrate(*, only_check: bool, as_json: bool) -> None:
    """Bring the tables up to this version; the version before can go on running meanwhile."""
    tables.reach()
    pending = [f"{app}.{name}" for app, name in readiness.pending()]
    if not only_check:
        tables.make()
    if as_json:
        click.echo(json.dumps({"pending": pending, "changed": bool(pending) and not only_check}))
    elif pending:
        said = "Would change" if only_check else "Changed"
        click.echo(f"{said}: {', '.join(pending)}.")
    else:
        click.echo("The tables are those of this version.")
    raise SystemExit(PENDING if pending and only_check else 0)
