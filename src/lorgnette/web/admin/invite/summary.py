"""The choice so far, which the later steps keep in view."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from lorgnette.invitations.answers import Answers
from lorgnette.invitations.recipients import Recipients
from lorgnette.web import moments
from lorgnette.web.admin.invite.expiry import sentence
from lorgnette.web.admin.seats import Seats, seats
from lorgnette.web.reader import language
from lorgnette.workspace.settings import current

NAMES = 6


@dataclass(frozen=True, slots=True)
class Summary:
    """Whom, until when and why; `line` says all of it beside Send."""

    count: int
    names: Sequence[str]
    more: int
    until: str
    reason: str
    line: str
    seats: Seats | None


def summary(answers: Answers, to: Recipients) -> Summary:
    """Of those who can be invited now."""
    names = [recipient.name for recipient in to.sample[:NAMES]]
    return Summary(
        count=to.total,
        names=names,
        more=to.total - len(names),
        until=sentence(answers.last_day, current().zone),
        reason=answers.reason,
        line=_line(answers, to.total),
        seats=seats(to.total),
    )


def _line(answers: Answers, total: int) -> str:
    """7 people, access until 31 December 2026, own and team accounts."""
    people = ngettext("%(number)s person", "%(number)s people", total) % {
        "number": moments.number(total, language())
    }
    until = gettext("access without end date")
    if answers.last_day:
        until = gettext("access until %(day)s") % {
            "day": moments.long_day(answers.last_day, language())
        }
    return ", ".join((people, until, scope_words(answers.scope)))


def scope_words(scope: str) -> str:
    """Whose accounts, as part of a sentence."""
    if scope == "all":
        return gettext("all accounts")
    if scope == "reports":
        return gettext("own accounts and those of their reports")
    if scope == "chosen":
        return gettext("the accounts of a chosen CRM user")
    return gettext("own and team accounts")
