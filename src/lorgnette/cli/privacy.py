"""`lorgnette privacy`: objections, and erasures with their receipts."""

import json
from collections.abc import Callable
from typing import NoReturn

import click

from lorgnette.accounts.objections import CONSOLE
from lorgnette.activities import objecting
from lorgnette.cli.console import console_actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.operations.erasing import portions
from lorgnette.operations.erasing.begin import Found, NobodyToErase, begin, look
from lorgnette.operations.erasing.receipts import Receipt, of_address, receipt
from lorgnette.web.admin.privacy.receipt import as_json, as_text
from lorgnette.web.pages import say
from lorgnette.workspace.settings import current


@click.group()
def privacy() -> None:
    """Note who objects to being watched; erase people."""


@privacy.command("object")
@click.argument("address")
@click.option("--reason", default="", help="Kept with the objection.")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object.")
def object_(address: str, reason: str, *, as_json_: bool) -> None:
    """Nothing of whoever has ADDRESS counts, shows or is stored from now on."""
    actor = console_actor()
    count = _each(address, lambda ref: objecting.objects(actor, ref, reason=reason, how=CONSOLE))
    words = f"{count} people are not watched any more." if count else "They objected already."
    click.echo(json.dumps({"people": count}) if as_json_ else words)


@privacy.command()
@click.argument("address")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON object.")
def withdraw(address: str, *, as_json_: bool) -> None:
    """Whoever has ADDRESS objects no more; what is stored counts again."""
    actor = console_actor()
    count = _each(address, lambda ref: objecting.withdraw(actor, ref))
    words = f"{count} people may be watched again." if count else "They did not object."
    click.echo(json.dumps({"people": count}) if as_json_ else words)


@privacy.command()
@click.argument("address")
@click.option("--reason", default="", help="Kept on the receipt: neither name nor address.")
@click.option("--yes", is_flag=True, help="Do not ask for the address once more.")
@click.option("--json", "as_json_", is_flag=True, help="Print the receipt as JSON.")
def erase(address: str, reason: str, *, yes: bool, as_json_: bool) -> None:
    """Delete for ever all there is of whoever has ADDRESS, and print the receipt."""
    found = _found(address)
    if not found.people:
        _refuse(NobodyToErase("address", address=found.address))
    typed = found.address if yes else _typed(found)
    try:
        ref = begin(console_actor(), address, typed=typed, reason=reason)
    except Refusal as refusal:
        _refuse(refusal)
    # A worker that runs may do some of it.
    while receipt(ref).ended_at is None and portions.go_on():
        pass
    _print(receipt(ref), as_json_=as_json_)


@privacy.command()
@click.argument("address")
@click.option("--json", "as_json_", is_flag=True, help="Print them as JSON, one after another.")
def receipts(address: str, *, as_json_: bool) -> None:
    """Print the receipts of the erasures of ADDRESS: only who knows it finds them."""
    try:
        found = of_address(address)
    except Refusal as refusal:
        _refuse(refusal)
    if not found:
        raise click.ClickException(f"Nobody with the address {address} was erased.")
    for one in found:
        _print(one, as_json_=as_json_)


def _each(address: str, verb: Callable[[str], int]) -> int:
    """Whoever has it; together they count once."""
    found = _found(address)
    if not found.people:
        _refuse(NobodyToErase("address", address=found.address))
    return sum(verb(one.ref) for one in found.people)


def _found(address: str) -> Found:
    try:
        return look(address)
    except Refusal as refusal:
        _refuse(refusal)


def _typed(found: Found) -> str:
    total = sum(found.counts.values())
    click.echo(f"{found.people[0].name}: {total} rows are deleted for ever.", err=True)
    if found.is_member:
        click.echo("A user of Lorgnette has this address: they are not touched.", err=True)
    return str(click.prompt(f"Type {found.address} to go on", err=True))


def _print(one: Receipt, *, as_json_: bool) -> None:
    click.echo(as_json(one) if as_json_ else as_text(one, current()), nl=False)


def _refuse(refusal: Refusal) -> NoReturn:
    raise click.ClickException(say(refusal)) from None
