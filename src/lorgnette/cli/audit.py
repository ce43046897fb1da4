"""`lorgnette audit`: whether the trail holds."""

import json
from dataclasses import asdict

import click

from lorgnette.audit.verify import Fault, Verdict
from lorgnette.audit.verify import verify as verify_chain

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
    """Check the audit trail."""


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


def _tell(verdict: Verdict) -> None:
    click.echo(
        f"{verdict.sealed} events sealed, {verdict.waiting} waiting to be, "
        f"{verdict.erased} with their personal detail erased."
    )
    for fault in verdict.faults[:SHOWN]:
        click.echo(f"  {_line(fault)}")
    if len(verdict.faults) > SHOWN:
        click.echo(f"  … and {len(verdict.faults) - SHOWN} more.")
    click.echo("The chain holds." if verdict.holds else "The chain does not hold.")


def _line(fault: Fault) -> str:
    return f"{fault.seq}: {_WORDS[fault.kind]}{f' ({fault.ref})' if fault.ref else ''}"
