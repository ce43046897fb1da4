"""`lorgnette audit`: whether the trail holds, and what it tells, as a file."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from lorgnette.audit.exports import note
from lorgnette.audit.trail import walk
from lorgnette.audit.verify import Fault, Verdict
from lorgnette.audit.verify import verify as verify_chain
from lorgnette.cli.console import console_actor
from lorgnette.web.admin.audit.asking import KINDS, Filter
from lorgnette.web.admin.audit.asking import asked as ask_for
from lorgnette.web.admin.audit.exporting import FORMATS, lines
from lorgnette.web.events.areas import AREAS
from lorgnette.workspace.settings import current

SHOWN = 100

_WORDS = {
    "edited": "the event is not as it was sealed",
    "missing": "the event is gone",
    "detail_edited": "the personal detail is not as it was recorded",
    "cut": "the chain does not end where it was sealed",
    "forged": "the chain does not begin where retention left it",
}


@click.group()
def audit() -> None:
    """Check the audit trail, and take it out."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(*, as_json: bool) -> None:
    """Walk the chain of events; ends with 1 where it does not hold."""
    verdict = verify_chain()
    if as_json:
        click.echo(json.dumps({"holds": verdict.holds, **asdict(verdict)}))
    else:
        _tell(verdict)
    raise SystemExit(0 if verdict.holds else 1)


@audit.command()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv")
@click.option("--person", default="", help="By or about whoever's name or address this is in.")
@click.option("--area", type=click.Choice(list(AREAS)))
@click.option("--kind", type=click.Choice(KINDS), help="Done by such as these.")
@click.option("--first", type=click.DateTime(["%Y-%m-%d"]), help="The first day.")
@click.option("--last", type=click.DateTime(["%Y-%m-%d"]), help="The last day.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="A file; else it is printed.",
)
def export(
    *,
    form: str,
    person: str,
    area: str | None,
    kind: str | None,
    first: datetime | None,
    last: datetime | None,
    output: Path | None,
) -> None:
    """Write events, newest first; days are those of the workspace."""
    wanted = Filter(
        text=person,
        area=area or "",
        kind=kind or "",
        first=first.date() if first else None,
        last=last.date() if last else None,
    )
    note(console_actor(), form, wanted.fields())
    asked, is_cut = ask_for(wanted, current().zone)
    if is_cut:
        raise click.ClickException("More people match than are looked up at once: say more.")
    # Each line brings its own end.
    told = lines(walk(asked), form)
    if output is None:
        for line in told:
            click.echo(line, nl=False)
        return
    with output.open("w", encoding="utf-8", newline="") as file:
        file.writelines(told)


def _tell(verdict: Verdict) -> None:
    click.echo(
        f"{verdict.sealed} events sealed, {verdict.waiting} waiting to be, "
        f"{verdict.erased} with their personal detail erased, {verdict.pruned} no longer kept."
    )
    for fault in verdict.faults[:SHOWN]:
        click.echo(f"  {_line(fault)}")
    if len(verdict.faults) > SHOWN:
        click.echo(f"  … and {len(verdict.faults) - SHOWN} more.")
    click.echo("The chain holds." if verdict.holds else "The chain does not hold.")


def _line(fault: Fault) -> str:
    return f"{fault.seq}: {_WORDS[fault.kind]}{f' ({fault.ref})' if fault.ref else ''}"
