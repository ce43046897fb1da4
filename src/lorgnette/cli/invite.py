"""`lorgnette invite`: does from the console all that the wizard's Send does."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from lorgnette.cli.console import console_actor
from lorgnette.config.settings import BASE_URL, LANGUAGES
from lorgnette.directory.search import CrmFilter
from lorgnette.invitations import at_once
from lorgnette.invitations.answers import CRM, EMAIL, LIST, Answers
from lorgnette.invitations.at_once import Plan
from lorgnette.invitations.candidates import freeze
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.progress import batch
from lorgnette.invitations.read_list import read_list
from lorgnette.invitations.send import SendRefused
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail.letters import Letter
from lorgnette.web.pages import say

MOST_SHOWN = 50


@click.command()
@click.option(
    "--as",
    "administrator",
    metavar="ADDRESS",
    required=True,
    help="The administrator who invites: the mail is theirs, and replies go to them.",
)
@click.option("--crm", is_flag=True, help="People of the CRM user list, narrowed by the next four.")
@click.option("--search", default="", help="Words of name, address or team.")
@click.option("--profile", default="", help="Their profile in the CRM.")
@click.option("--team", default="", help="Their team in the CRM.")
@click.option("--region", default="", help="Their region in the CRM.")
@click.option("--email", default="", help="One person by e-mail, with --first-name, --last-name.")
@click.option("--first-name", default="")
@click.option("--last-name", default="")
@click.option(
    "--list",
    "list_file",
    type=click.File("rb"),
    help="A CSV file of email, first name, last name, language; - reads what is piped in.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day of the access, in the workspace's time zone. Unset: never ends.",
)
@click.option(
    "--accounts",
    type=click.Choice(["own", "reports", "all", "chosen"]),
    default="own",
    show_default=True,
    help="Whose accounts they see: own and team, their reports' too, all, or those of --of.",
)
@click.option("--of", metavar="ADDRESS", help="The CRM user whose accounts are lent.")
@click.option("--reason", default="", help="Kept in the audit trail.")
@click.option(
    "--message",
    "messages",
    multiple=True,
    metavar="LANGUAGE=FILE",
    help="A text of your own: the first line is the subject, the rest holds [link].",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before sending.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON; needs --yes.")
def invite(*, administrator: str, dry_run: bool, yes: bool, as_json: bool, **given: Any) -> None:
    """Invite sales users to Account Insight.

    Ends with 0 when the invitations were written (people who cannot be invited are listed), 1 when
    nothing was.
    """
    if as_json and not (yes or dry_run):
        raise click.UsageError("--json asks nothing: add --yes to send, or --dry-run.")
    try:
        answers = _answers(**given)
        planned = at_once.plan(answers)
        _check(planned)
        if dry_run:
            click.echo(_plan_as_json(planned) if as_json else _plan_in_words(planned))
            return
        if not yes:
            click.echo(_plan_in_words(planned))
            click.confirm("Send?", abort=True)
        ref = at_once.invite(answers, administrator, f"console: {console_actor().name}")
    except SendRefused as refused:
        raise click.ClickException(_all(refused.refusals)) from None
    except Refusal as refusal:
        raise click.ClickException(say(refusal)) from None
    _tell(ref, as_json=as_json)


def _answers(
    *, crm: bool, email: str, list_file: Any, until: datetime | None, accounts: str, **given: Any
) -> Answers:
    day: date | None = until.date() if until else None
    answers = Answers(
        last_day=day,
        reason=given["reason"],
        account_insight=True,
        scope=accounts,
        chosen_ref=at_once.crm_user_of(given["of"]) if accounts == "chosen" and given["of"] else "",
        letters=dict(_letter(message) for message in given["messages"]),
    )
    if [crm, bool(email), list_file is not None].count(True) != 1:
        raise click.UsageError("Say whom: --crm, --email ADDRESS or --list FILE, one of them.")
    if email:
        names = {name: given[name] for name in ("first_name", "last_name")}
        return replace(answers, way=EMAIL, address=email, **names)
    if list_file is not None:
        name = Path(getattr(list_file, "name", "") or "").name
        return replace(answers, way=LIST, listing=read_list(list_file.read(), name))
    narrowed = CrmFilter(given["search"], given["profile"], given["team"], given["region"])
    return replace(answers, way=CRM, all_matching=narrowed, crm_refs=tuple(freeze(narrowed)))


def _letter(message: str) -> tuple[str, Letter]:
    language, _equals, path = message.partition("=")
    if language not in dict(LANGUAGES) or not path:
        raise click.UsageError("--message is LANGUAGE=FILE, such as fr=invitation.txt.")
    try:
        subject, _line, body = Path(path).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path} cannot be read: {error}") from None
    return language, Letter(subject.strip(), body.strip())


def _check(planned: Plan) -> None:
    if planned.refusals:
        raise click.ClickException(_all(planned.refusals))


def _all(refusals: list[Refusal]) -> str:
    return "\n".join(dict.fromkeys(say(refusal) for refusal in refusals))


def _plan_in_words(planned: Plan) -> str:
    lines = [f"{len(planned.able)} to invite:", *_people(planned.able)]
    if planned.out:
        lines += [f"{len(planned.out)} who cannot be invited:", *_people(planned.out)]
    return "\n".join(lines)


def _people(people: list[Invitee]) -> list[str]:
    shown = [
        f"  {who.name} <{who.address.address}>" + (f": {say(who.reason)}" if who.reason else "")
        for who in people[:MOST_SHOWN]
    ]
    rest = len(people) - len(shown)
    return [*shown, f"  … and {rest} more"] if rest else shown


def _plan_as_json(planned: Plan) -> str:
    told = {
        "to_invite": [who.address.address for who in planned.able],
        "cannot_be_invited": [
            {"address": who.address.address, "code": who.reason.code, "why": say(who.reason)}
            for who in planned.out
            if who.reason
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _tell(ref: str, *, as_json: bool) -> None:
    sent = batch(ref)
    address = f"{BASE_URL}/admin/invite/batches/{ref}/"
    skipped = [(one.name, one.address, say(one.reason)) for one in sent.skipped]
    if as_json:
        told = {"batch": ref, "progress": address, "invited": sent.total, "skipped": skipped}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"{sent.total} invited. The worker sends the mail; follow it at\n  {address}")
    for name, mail, why in skipped:
        click.echo(f"  not invited: {name} <{mail}>: {why}")
