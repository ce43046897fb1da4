"""`lorgnette sync`: takes over what the CRM gives, and says what it could not take."""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from lorgnette.cli.console import console_actor
from lorgnette.crm import runs
from lorgnette.crm.outcome import Outcome, Progress
from lorgnette.crm.problems import ProblemLine
from lorgnette.crm.sync import sync as run_sync
from lorgnette.crm.words import KIND_WORDS
from lorgnette.directory.sources import SourceInfo, SourceMissing, all_sources, by_ref, ensure
from lorgnette.kernel.actor import Actor

MOST_SHOWN = 100
LOOK_AGAIN = 1.0
STOPPED, HELD = 1, 3


@click.command()
@click.option(
    "--source", "source_ref", metavar="REF", help="Which source, where there are several."
)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of CSV files; it becomes a source if it is none yet.",
)
@click.option("--accept", is_flag=True, help="Take the smaller numbers of a held run for true.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def sync(*, source_ref: str | None, folder: Path | None, accept: bool, as_json: bool) -> None:
    """Take over what the CRM gives now.

    Ends with 0 when all went well (rows that could not be taken are listed), 1 when the source or
    one of its files could not be read, 3 when it has alarmingly few rows: look, then answer with
    --accept.
    """
    actor = console_actor()
    source = _source(source_ref, folder)
    if accept:
        _accept(source, actor)
    outcome = _run(source, actor)
    click.echo(err=True)
    problems = runs.problems(outcome.ref, size=MOST_SHOWN).rows
    click.echo(_as_json(outcome, problems) if as_json else _in_words(source, outcome, problems))
    unread = runs.unread_files(outcome.ref)
    if unread:
        click.echo(f"Nothing was taken of {', '.join(unread)}.", err=True)
    well = outcome.state == "done" and not unread
    raise SystemExit(0 if well else HELD if outcome.state == "held" else STOPPED)


def _run(source: SourceInfo, actor: Actor) -> Outcome:
    """Waits where the worker is at this source already: what was asked for is done after it."""
    outcome = run_sync(source.ref, _show_progress, actor=actor)
    if outcome.state == "busy":
        click.echo("The source is being synchronised already; waiting for that to end…", err=True)
    while outcome.state == "busy":
        time.sleep(LOOK_AGAIN)
        outcome = run_sync(source.ref, _show_progress, actor=actor)
    return outcome


def _source(ref: str | None, folder: Path | None) -> SourceInfo:
    if folder is not None:
        place = folder.resolve()
        return ensure("csv_folder", place.name, str(place))
    if ref is not None:
        try:
            return by_ref(ref)
        except SourceMissing as refusal:
            raise click.ClickException(refusal.words) from None
    sources = all_sources()
    if len(sources) != 1:
        known = "".join(f"\n  --source {s.ref}   {s.name} ({s.location})" for s in sources)
        raise click.UsageError(f"Say which source, or --folder PATH for a new one.{known}")
    return sources[0]


def _accept(source: SourceInfo, actor: Actor) -> None:
    last = runs.latest(source.ref)
    if last is None or last.state != "held":
        raise click.ClickException("The last synchronisation asks nothing.")
    runs.answer(last.ref, actor, accept=True)


def _show_progress(progress: Progress) -> None:
    kind = KIND_WORDS[progress.kind]
    click.echo(
        f"\r\033[K{kind}: {progress.rows_read} of {progress.rows_expected}", nl=False, err=True
    )


def _in_words(source: SourceInfo, outcome: Outcome, problems: Any) -> str:
    lines = [f"{source.name} ({source.location}): {outcome.state}"]
    lines += [
        f"  {KIND_WORDS[c.kind]}: {c.given} in the source, {c.added} new, {c.changed} changed, "
        f"{c.gone} gone, {c.refused} not taken"
        for c in outcome.counts
    ]
    lines += [_problem(problem) for problem in problems]
    if outcome.problems > len(problems):
        lines.append(f"… and {outcome.problems - len(problems)} more problems")
    return "\n".join([*lines, *_ending(outcome)])


def _ending(outcome: Outcome) -> list[str]:
    if outcome.state == "failed":
        return [outcome.failure % outcome.failure_values]
    if outcome.state != "held":
        return []
    kinds = [f"  {KIND_WORDS[h.kind]}: {h.before} before, {h.now} now" for h in outcome.held]
    return [
        "The source has far fewer rows than before, so the synchronisation stopped:",
        *kinds,
        "If that is right, answer with: lorgnette sync --accept",
    ]


def _problem(line: ProblemLine) -> str:
    place = ":".join(str(part) for part in (line.file, line.line) if part is not None)
    column = f" {line.column}" if line.column else ""
    return f"{place}{column}: {line.words % line.values}"


def _as_json(outcome: Outcome, problems: Any) -> str:
    told = asdict(outcome) | {"problem_rows": [asdict(line) for line in problems]}
    return json.dumps(told, default=str, ensure_ascii=False, indent=2)
