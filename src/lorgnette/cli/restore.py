"""`lorgnette restore`: puts a copy in the place of the database."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from lorgnette.cli.console import console_actor
from lorgnette.operations.backup.restore import Restored
from lorgnette.operations.backup.restore import restore as put_back
from lorgnette.operations.backup.trouble import Trouble


@click.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Even where the database is not empty.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def restore(*, path: Path, replace: bool, as_json: bool) -> None:
    """Put the copy at PATH in the place of the database; web and worker must be stopped.

    No mail leaves afterwards until `lorgnette workspace release-mail`. Ends with 0 when done, else
    with 1.
    """
    try:
        done = put_back(path, console_actor(), replace=replace)
    except Trouble as trouble:
        raise click.ClickException(str(trouble)) from None
    click.echo(_as_json(done) if as_json else _in_words(done))


def _as_json(done: Restored) -> str:
    told = {
        "made_at": done.manifest.made_at,
        "unfinished": done.unfinished,
        "migrated": done.migrated,
        "kept": done.kept,
        "same_key": done.same_key,
        "counts": asdict(done.manifest)["counts"],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _in_words(done: Restored) -> str:
    lines = [f"The database is as it was on {done.manifest.at:%Y-%m-%d at %H:%M} UTC."]
    if done.migrated:
        lines.append(f"Its tables were brought up to this version ({done.migrated} changes).")
    if done.kept:
        lines.append(f"The database before is kept as {done.kept}.")
    if not done.same_key:
        lines.append(
            "LORGNETTE_SECRET_KEY is another than when the copy was made: waiting links cannot be "
            "opened, and everybody has to sign in again. Add the old key after a comma."
        )
    lines.append(
        f"All mail is held back. {done.unfinished} messages had not come to their end and may have "
        "gone out since; each is flagged. Look at them, then: lorgnette workspace release-mail"
    )
    return "\n".join(lines)
