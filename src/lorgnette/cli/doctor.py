"""`lorgnette doctor`: what is misconfigured or unwell, and how to mend it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from lorgnette.operations.doctor.examine import examine
from lorgnette.operations.doctor.finding import FAILED, OK, WARNING, Finding

CODES = {OK: 0, WARNING: 1, FAILED: 2}
_COLOURS = {OK: "green", WARNING: "yellow", FAILED: "red"}


@click.command()
@click.option(
    "--backups",
    type=click.Path(path_type=Path),
    help="The folder that copies are kept in: how old is the newest?",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(*, backups: Path | None, as_json: bool) -> None:
    """Check everything that can be checked, and say how to mend what is not well.

    Changes nothing and sends no mail. Ends with 0 when all is well, 1 with warnings, 2 where
    something does not work.
    """
    tell(list(examine(backups)), as_json=as_json)


def tell(findings: Sequence[Finding], *, as_json: bool) -> None:
    """Prints them and ends with the code of the worst."""
    worst = max((f.state for f in findings), key=CODES.__getitem__, default=OK)
    if as_json:
        told = {"state": worst, "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(_line(finding))
        click.echo(_sum(findings))
    raise SystemExit(CODES[worst])


def _line(finding: Finding) -> str:
    state = click.style(f"{finding.state:<8}", fg=_COLOURS[finding.state])
    mend = f"\n         → {finding.mend}" if finding.mend else ""
    return f"{state} {finding.check}: {finding.words}{mend}"


def _sum(findings: Sequence[Finding]) -> str:
    count = {state: sum(f.state == state for f in findings) for state in CODES}
    return f"{count[OK]} well, {count[WARNING]} warnings, {count[FAILED]} failed."
