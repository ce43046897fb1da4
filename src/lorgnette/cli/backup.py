"""`lorgnette backup`: a copy of the database while it is in use."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from lorgnette.cli import tables
from lorgnette.operations.backup.make import Made, make
from lorgnette.operations.backup.trouble import Trouble


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help="Leave only so many copies in the folder PATH, the newest.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def backup(*, path: Path, keep: int | None, as_json: bool) -> None:
    """Copy the database to PATH, or into the folder PATH under a name of the present moment.

    Everybody can go on working. Ends with 0 when the copy is complete and checked, else with 1
    and leaves nothing behind.
    """
    tables.reach()
    try:
        made = make(path, keep)
    except Trouble as trouble:
        raise click.ClickException(str(trouble)) from None
    click.echo(_as_json(made) if as_json else _in_words(made))


def _as_json(made: Made) -> str:
    told = {"path": str(made.path), "removed": [str(path) for path in made.removed]}
    return json.dumps(told | asdict(made.manifest), ensure_ascii=False, indent=2)


def _in_words(made: Made) -> str:
    told = made.manifest
    lines = [
        f"Copied {sum(told.counts.values()):,} rows of {len(told.counts)} tables to {made.path} "
        f"({told.bytes / 1e6:,.1f} MB, {told.engine}).",
        "Not in it:",
        *(f"  - {thing}" for thing in told.not_in_it),
    ]
    return "\n".join([*lines, *(f"Removed {path}." for path in made.removed)])
