"""What the wizard's answers are refused for: every refusal of a step at once, each by its field."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lorgnette.access.last_day import check_last_day
from lorgnette.directory.models import CrmUser
from lorgnette.invitations.answers import CRM, EMAIL, LIST, Answers
from lorgnette.invitations.candidates import AT_MOST
from lorgnette.invitations.invitee import Invitee
from lorgnette.invitations.invitees import invitees, typed_invitee
from lorgnette.invitations.recipients import NobodyInvitable, languages_of, letters_in
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.letters import Letter, check_letter
from lorgnette.mail.placeholders import LINK
from lorgnette.workspace.settings import current

LONGEST_REASON = 500
SCOPES = {
    CRM: ("own", "reports", "all"),
    EMAIL: ("own", "reports", "chosen", "all"),
    LIST: ("own", "reports", "chosen", "all"),
}


class NobodyChosen(Refusal):
    code = "nobody_chosen"
    words = _("Choose at least one person.")


class NobodyListed(Refusal):
    code = "nobody_listed"
    words = _("Choose a CSV file or paste one person a line.")


class TooManyPeople(Refusal):
    code = "too_many_people"
    words = _("At most %(limit)s people can be invited at once; this is %(count)s.")


class ReasonTooLong(Refusal):
    code = "reason_too_long"
    words = _("The reason has %(length)s characters; at most %(limit)s are kept.")


class ReasonHasInvisible(Refusal):
    code = "reason_has_invisible"
    words = _("The reason holds an invisible or control character. Type it again.")


class InsightNotTicked(Refusal):
    code = "insight_not_ticked"
    words = _("Tick Account Insight: it is what the invitation gives.")


class ScopeUnknown(Refusal):
    code = "scope_unknown"
    words = _("Choose whose accounts are seen.")


class NoCrmUser(Refusal):
    code = "no_crm_user"
    words = _(
        "No CRM user has the address %(address)s, so there are no own accounts to see. "
        "Choose a CRM user whose accounts are seen, or all accounts."
    )


class CrmUserNotChosen(Refusal):
    code = "crm_user_not_chosen"
    words = _("Choose the CRM user whose accounts are seen.")


def check_all(answers: Answers, named: Sequence[Invitee]) -> list[Refusal]:
    """The refusals of the three steps; `named` are the invitees of the answers, read once."""
    people, letters = check_people(answers, named), check_letters(answers, named)
    return [*people, *check_permissions(answers), *letters]


def check_people(answers: Answers, named: Sequence[Invitee] | None = None) -> list[Refusal]:
    """Step 1. Fields: crm_refs, list, first_name, last_name, address, last_day, reason."""
    return [
        *_who_refusals(answers, named),
        *_refused(check_last_day, answers.last_day, current().zone, "last_day"),
        *_refused(_check_reason, answers.reason),
    ]


def check_permissions(answers: Answers) -> list[Refusal]:
    """Step 2. Fields: account_insight, scope, chosen_ref."""
    unticked = [] if answers.account_insight else [InsightNotTicked("account_insight")]
    return [*unticked, *_refused(_check_scope, answers)]


def check_letters(answers: Answers, named: Sequence[Invitee] | None = None) -> list[Refusal]:
    """Step 3. Fields: {language}_subject and {language}_body, such as `fr_body`."""
    letters = letters_in(answers, languages_of(_able(answers, named)))
    return [
        refusal
        for language, letter in letters.items()
        for half in (Letter(letter.subject, LINK), Letter("-", letter.body))
        for refusal in _refused(check_letter, half, f"{language}_")
    ]


def has_crm_user(answers: Answers) -> bool:
    """By e-mail: whether the typed address is that of a CRM user (else "own" shows nothing)."""
    typed = typed_invitee(answers)
    return typed is not None and bool(typed.crm_user_ids)


def _who_refusals(answers: Answers, named: Sequence[Invitee] | None) -> Iterator[Refusal]:
    if answers.way == EMAIL:
        return _email_refusals(answers)
    return (_list_refusals if answers.way == LIST else _crm_refusals)(answers, named)


def _list_refusals(answers: Answers, named: Sequence[Invitee] | None) -> Iterator[Refusal]:
    if answers.listing is None:
        yield NobodyListed("list")
    elif not _able(answers, named):
        yield NobodyInvitable("list")


def _crm_refusals(answers: Answers, named: Sequence[Invitee] | None) -> Iterator[Refusal]:
    if not answers.crm_refs and answers.all_matching is None:
        yield NobodyChosen("crm_refs")
        return
    # Select-all takes the first `AT_MOST` of those that match, as the picker says.
    count = len(answers.crm_refs)
    if count > AT_MOST:
        yield TooManyPeople("crm_refs", limit=AT_MOST, count=count)
    elif not _able(answers, named):
        yield NobodyInvitable("crm_refs")


def _able(answers: Answers, named: Sequence[Invitee] | None) -> list[Invitee]:
    named = invitees(answers) if named is None else named
    return [invitee for invitee in named if invitee.reason is None]


def _email_refusals(answers: Answers) -> Iterator[Refusal]:
    yield from _refused(clean_name, answers.first_name, "first_name")
    yield from _refused(clean_name, answers.last_name, "last_name")
    yield from _refused(parse_address, answers.address, "address")
    typed = typed_invitee(answers)
    if typed and typed.reason:
        typed.reason.field = "address"
        yield typed.reason


def _check_reason(reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong("reason", length=len(reason), limit=LONGEST_REASON)
    if not all(character.isprintable() or character in "\r\n\t" for character in reason):
        raise ReasonHasInvisible("reason")


def _check_scope(answers: Answers) -> None:
    if answers.scope not in SCOPES[answers.way]:
        raise ScopeUnknown("scope")
    if answers.scope == "chosen":
        present = CrmUser.objects.filter(public_id=answers.chosen_ref, gone_at=None)
        if not present.exists():
            raise CrmUserNotChosen("chosen_ref")
    typed = typed_invitee(answers) if answers.way == EMAIL else None
    if answers.scope in ("own", "reports") and typed and not typed.crm_user_ids:
        raise NoCrmUser("scope", address=typed.address.address)


def _refused(check: Callable[..., Any], *given: Any) -> list[Refusal]:
    try:
        check(*given)
    except Refusal as refusal:
        return [refusal]
    return []
