"""`lorgnette sources`: lists what sends events, makes another, and replaces its key."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import click
from django.conf import settings

from lorgnette.activities import event_sources
from lorgnette.activities.event_source_list import EventSourceInfo
from lorgnette.activities.event_source_list import event_sources as all_sources
from lorgnette.activities.event_sources import DEFAULT_OVERLAP_DAYS, MOST_OVERLAP_DAYS, WithKey
from lorgnette.cli.console import console_actor
from lorgnette.kernel.refusals import Refusal


@click.group()
def sources() -> None:
    """Make sources of events, and their keys."""


@sources.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_(*, as_json: bool) -> None:
    """Every source, with what it sent today and in seven days."""
    found = all_sources()
    click.echo(_as_json(found) if as_json else "\n".join(_line(one) for one in found))


@sources.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def add(*, name: str, as_json: bool) -> None:
    """Make a source called NAME, and print its write key: it is shown this once."""
    try:
        made = event_sources.create(console_actor(), name)
    except Refusal as refusal:
        raise click.ClickException(refusal.words % refusal.values) from None
    _tell(made, as_json=as_json)


@sources.command()
@click.argument("ref")
@click.option(
    "--overlap",
    type=click.IntRange(0, MOST_OVERLAP_DAYS),
    default=DEFAULT_OVERLAP_DAYS,
    show_default=True,
    help="Days that the key before still works.",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def rotate(*, ref: str, overlap: int, as_json: bool) -> None:
    """Make another write key for the source REF (its reference or its name), and print it."""
    try:
        made = event_sources.rotate(console_actor(), _ref(ref), overlap)
    except Refusal as refusal:
        raise click.ClickException(refusal.words % refusal.values) from None
    _tell(made, as_json=as_json)


def _ref(told: str) -> str:
    named = [one.ref for one in all_sources() if one.name.casefold() == told.casefold()]
    return named[0] if named else told


def _tell(made: WithKey, *, as_json: bool) -> None:
    told = {"ref": made.ref, "write_key": made.key, "url": settings.BASE_URL}
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    click.echo(f"source {made.ref}")
    click.echo(f"write key {made.key}")
    click.echo(f"Point the SDK at {settings.BASE_URL}. The key is shown this once.")


def _line(one: EventSourceInfo) -> str:
    last = one.last_event_at.isoformat(timespec="seconds") if one.last_event_at else "never"
    state = "on" if one.is_on else "off"
    counts = f"{one.today.taken} today, {one.week.taken} in 7 days, {one.week.dead} rejected"
    return f"{one.ref}  {one.name} ({state}): {counts}, last event {last}"


def _as_json(found: Sequence[EventSourceInfo]) -> str:
    told = [asdict(one) for one in found]
    return json.dumps(told, default=str, ensure_ascii=False, indent=2)
