"""Whom the answers would write to, in which language, and what each would see and read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lorgnette.invitations import offers
from lorgnette.invitations.answers import Answers
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.invitees import count_accounts, invitees
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.compose import Rendered, render
from lorgnette.mail.letters import Letter, standard_letter
from lorgnette.mail.never_again import inert_never_link
from lorgnette.mail.probe import INERT_PATH
from lorgnette.workspace.settings import current

INERT_TOKEN = INERT_PATH.rpartition("/")[2]


class NobodyInvitable(Refusal):
    code = "nobody_invitable"
    words = _("None of the chosen people can be invited.")


@dataclass(frozen=True, slots=True)
class Recipient:
    """`ref` is the CRM user's public id, or "email" for the person typed in."""

    ref: str
    name: str
    address: str
    language: str
    accounts: int


@dataclass(frozen=True, slots=True)
class Recipients:
    """`total` and `by_language` count all; `sample` holds the first of them, in their order."""

    total: int
    by_language: Mapping[str, int]
    sample: list[Recipient]


def recipients(answers: Answers, limit: int = 50) -> Recipients:
    """Those of the answers who can be invited now."""
    able = _able(answers)
    first = able[:limit]
    return Recipients(
        total=len(able),
        by_language=languages_of(able),
        sample=[
            Recipient(who.ref, who.name, who.address.address, who.language, accounts)
            for who, accounts in zip(first, count_accounts(first, answers), strict=True)
        ],
    )


def letters_for(answers: Answers) -> dict[str, Letter]:
    """A letter for each language present among the recipients: the standard where not edited."""
    return letters_in(answers, languages_of(_able(answers)))


def letters_in(answers: Answers, languages: Mapping[str, int]) -> dict[str, Letter]:
    """The letters of these languages, edited or standard."""
    ends = answers.last_day is not None
    return {
        language: answers.letters.get(language)
        or standard_letter("invitation", language, ends=ends)
        for language in languages
    }


def languages_of(able: Sequence[Invitee]) -> dict[str, int]:
    """How many read which language, the most read first."""
    return dict(Counter(invitee.language for invitee in able).most_common())


def preview(answers: Answers, actor: Actor, recipient_ref: str, language: str = "") -> Rendered:
    """The invitation as this recipient would get it, from this administrator, its link inert.

    An unknown recipient gives the first. `language` overrides the recipient's (to see the other
    text); empty means the recipient's own. Raises `NobodyInvitable`.
    """
    who = _one(answers, recipient_ref)
    language = language or who.language
    letter = letters_in(answers, {language: 1})[language]
    values = _values(who, answers, actor)
    link, never = offers.link(INERT_TOKEN), inert_never_link()
    return render("invitation", language, letter, values, link, never=never)


def values_for(answers: Answers, actor: Actor, recipient_ref: str) -> Mapping[str, Any]:
    """The message's values for this recipient, as `mail.probe.send_test` takes them."""
    return _values(_one(answers, recipient_ref), answers, actor)


def _able(answers: Answers) -> list[Invitee]:
    return [invitee for invitee in invitees(answers) if invitee.reason is None]


def _one(answers: Answers, ref: str) -> Invitee:
    able = _able(answers)
    if not able:
        raise NobodyInvitable("crm_refs")
    return next((invitee for invitee in able if invitee.ref == ref), able[0])


def _values(who: Invitee, answers: Answers, actor: Actor) -> Mapping[str, Any]:
    workspace = current()
    return offers.values(
        first_name=who.first_name,
        name=who.name,
        address=who.address.address,
        accounts=count_accounts([who], answers)[0],
        inviter=actor.name,
        offered=offers.terms(answers.scope, answers.last_day, workspace, clock.now()),
        workspace=workspace,
    )
