"""`lorgnette admin`: administrators, from the console of the machine."""

import json

import click

from lorgnette.cli.console import console_actor
from lorgnette.config.settings import BASE_URL, LANGUAGES
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.administrators import create as create_administrator
from lorgnette.web.pages import say
from lorgnette.workspace.settings import current


@click.group()
def admin() -> None:
    """Make administrators."""


@admin.command()
@click.argument("address")
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option(
    "--language", type=click.Choice(list(dict(LANGUAGES))), help="Unset: the workspace's."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def create(
    *, address: str, first_name: str, last_name: str, language: str | None, as_json: bool
) -> None:
    """Make ADDRESS an administrator and print the link that sets the password.

    Called again for an administrator it prints a new link, and the one before is dead.
    """
    try:
        link = create_administrator(
            parse_address(address),
            clean_name(first_name),
            clean_name(last_name),
            language or current().language,
            console_actor(),
        )
    except Refusal as refusal:
        raise click.ClickException(say(refusal)) from None
    url = f"{BASE_URL}{link.url_path}"
    if as_json:
        click.echo(json.dumps({"link": url, "ends_at": link.ends_at.isoformat()}))
        return
    click.echo(f"This link sets the password of {address}. It works once:\n\n  {url}\n")
    click.echo(f"It is valid until {link.ends_at:%Y-%m-%d %H:%M} UTC.")
