"""`lorgnette workspace`: shows and changes what the company says of itself."""

import json
from dataclasses import asdict
from typing import Any

import click

from lorgnette.cli.console import console_actor
from lorgnette.config.settings import LANGUAGES
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.pages import say
from lorgnette.workspace.holding import hold_mail, release_mail
from lorgnette.workspace.settings import change, current


@click.group(invoke_without_command=True)
@click.option("--name", help="The company's name, as letters say it.")
@click.option("--postal-address", help="Stands at the foot of every mail.")
@click.option("--zone", help="The time zone that days end in, such as Europe/Paris.")
@click.option(
    "--language", type=click.Choice(list(dict(LANGUAGES))), help="Where a person's is unknown."
)
@click.option("--sender-address", help="The address that mail comes from.")
@click.option("--link-days", type=int, help="How many days an invitation's link is valid, 1 to 30.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def workspace(context: click.Context, /, *, as_json: bool, **given: str | int | None) -> None:
    """Show the company's settings; change those that are given."""
    if context.invoked_subcommand is not None:
        return
    changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    try:
        settings = change(console_actor(), **changed) if changed else current()
    except Refusal as refusal:
        raise click.ClickException(say(refusal)) from None
    values = asdict(settings)
    if as_json:
        click.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))
        return
    for name, value in values.items():
        click.echo(f"{name.replace('_', '-')}: {value}")


@workspace.command("hold-mail")
def hold() -> None:
    """Let no mail leave until `release-mail`; what is queued waits."""
    held = hold_mail(console_actor())
    click.echo("All mail is held back." if held else "All mail was held back already.")


@workspace.command("release-mail")
def release() -> None:
    """Let mail leave again, as after a restore."""
    released = release_mail(console_actor())
    click.echo("Mail leaves again." if released else "No mail was held back.")
