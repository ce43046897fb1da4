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
from lorgnette.workspace.settings import change, current, fixed

NONE = "none"
CODES = click.Choice(list(dict(LANGUAGES)))


class _Limit(click.ParamType[int | str]):
    """A whole number, or `none` for no limit."""

    name = "number or none"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        return NONE if value == NONE else int(click.INT.convert(value, param, ctx))


@click.group(invoke_without_command=True)
@click.option("--name", help="The company's name, as letters say it.")
@click.option("--postal-address", help="Stands at the foot of every mail.")
@click.option("--zone", help="The time zone that days end in, such as Europe/Paris.")
@click.option("--language", type=CODES, help="Where a person's is unknown.")
@click.option("--languages", type=CODES, multiple=True, help="Offered; give it once for each.")
@click.option("--sender-address", help="The address that mail comes from.")
@click.option("--sender-name", help="The name that mail comes from; empty: the company's.")
@click.option("--link-days", type=int, help="How many days an invitation's link is valid, 1 to 30.")
@click.option("--seat-limit", type=_Limit(), help="How many sales users there may be at once.")
@click.option("--domain-hourly", type=_Limit(), help="Mails an hour to one recipient domain.")
@click.option("--inviter-daily", type=int, help="Invitations a day by one person.")
@click.option("--address-daily", type=int, help="Mails a day to one address.")
@click.option("--reminders/--no-reminders", default=None, help="Before an access ends.")
@click.option("--session-idle-days", type=int, help="Days without a visit until sign-out.")
@click.option("--session-days", type=int, help="Days until sign-out at the latest.")
@click.option("--audit-months", type=int, help="How long the audit trail is kept.")
@click.option("--mail-months", type=int, help="How long the content of mail is kept.")
@click.option("--quiet-from", type=int, help="No mail about accounts from this hour.")
@click.option("--quiet-until", type=int, help="No mail about accounts until this hour.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def workspace(context: click.Context, /, *, as_json: bool, **given: Any) -> None:
    """Show the company's settings; change those that are given."""
    if context.invoked_subcommand is not None:
        return
    changed = {name: _meant(value) for name, value in given.items() if value not in (None, ())}
    try:
        settings = change(console_actor(), **changed) if changed else current()
    except Refusal as refusal:
        raise click.ClickException(say(refusal)) from None
    values = asdict(settings)
    if as_json:
        click.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))
        return
    for name, value in values.items():
        click.echo(_line(name, value))


def _meant(value: Any) -> Any:
    return None if value == NONE else value


def _line(name: str, value: Any) -> str:
    """`seat-limit: none`, and by what it is fixed where it is."""
    words = ", ".join(value) if isinstance(value, tuple) else value
    variable = fixed().get(name)
    note = f" (fixed by {variable})" if variable else ""
    return f"{name.replace('_', '-')}: {NONE if words is None else words}{note}"


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
