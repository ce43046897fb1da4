"""A dry run in words: how many, and the sentences as a sales person reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from lorgnette.scoring.moments.dry_run import DryRun
from lorgnette.scoring.moments.read import FoundMoment, sentence
from lorgnette.scoring.moments.sentences import Part
from lorgnette.web import moments
from lorgnette.web.reader import language


@dataclass(frozen=True, slots=True)
class Example:
    """One of them, in both languages."""

    at: datetime
    account_ref: str
    account: str
    person: str
    english: Sequence[Part]
    french: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Results:
    """`partly` says how far it came, "" where everything was looked at."""

    headline: str
    about: str
    partly: str
    examples: Sequence[Example]


def results(run: DryRun) -> Results:
    """In the reader's language."""
    return Results(
        headline=_headline(run.total),
        about=_about(run) if run.total else "",
        partly="" if run.is_whole else _partly(run),
        examples=[_example(moment) for moment in run.latest],
    )


def _headline(total: int) -> str:
    if not total:
        return gettext("Nothing in the last 30 days.")
    words = ngettext(
        "%(count)s moment in the last 30 days", "%(count)s moments in the last 30 days", total
    )
    return words % {"count": _number(total)}


def _about(run: DryRun) -> str:
    people = ngettext("%(count)s person", "%(count)s people", run.people)
    accounts = ngettext("%(count)s account", "%(count)s accounts", run.accounts)
    return gettext("%(people)s, %(accounts)s") % {
        "people": people % {"count": _number(run.people)},
        "accounts": accounts % {"count": _number(run.accounts)},
    }


def _partly(run: DryRun) -> str:
    words = gettext(
        "Time was up after %(looked)s of %(active)s active accounts, the highest scores first. "
        "About %(estimate)s in all, if the others are like them."
    )
    return words % {
        "looked": _number(run.looked),
        "active": _number(run.active),
        "estimate": _number(run.estimate),
    }


def _example(moment: FoundMoment) -> Example:
    return Example(
        at=moment.at,
        account_ref=moment.account_ref,
        account=moment.account_name,
        person=moment.person_name,
        english=sentence(moment, "en"),
        french=sentence(moment, "fr"),
    )


def _number(value: int) -> str:
    return moments.number(value, language())
