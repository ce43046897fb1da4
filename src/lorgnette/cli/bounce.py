"""`lorgnette bounce`: takes in one returned mail, as a mail server's pipe delivers it."""

import json
import os
import sys
from dataclasses import asdict

import click
from django.db import DatabaseError

from lorgnette.invitations.returned import MOST_BYTES, Taken, take

_WORDS = {
    "bounced": "the mail did not arrive",
    "delayed": "the mail is delayed",
    "delivered": "the mail was delivered",
    "complained": "the recipient complained; their address is not invited again",
    "known": "this was known already",
    "ignored": "no report on a mail of ours; ignored",
    "unreadable": "not a mail, or too large for a report; ignored",
}


@click.command()
@click.option("--recipient", default="", help="The envelope recipient, where the server names it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bounce(*, recipient: str, as_json: bool) -> None:
    """Take in one returned mail from the standard input.

    Ends with 0 when the mail was taken in or is none of ours: an answer would only go to somebody
    who may never have written it. Ends with 75 when the database cannot be reached: the mail
    server tries again.
    """
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        taken = take(raw, recipient)
    except DatabaseError as error:
        click.echo(f"The database cannot be used now: {error}", err=True)
        raise SystemExit(os.EX_TEMPFAIL) from None
    click.echo(json.dumps(asdict(taken)) if as_json else _in_words(taken))


def _in_words(taken: Taken) -> str:
    told = f" ({taken.words})" if taken.words else ""
    about = f"{taken.message_ref}: " if taken.message_ref else ""
    return f"{about}{_WORDS[taken.outcome]}{told}"
