"""The mails about a person's accounts, as the outbox takes them: worded in their language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from lorgnette.insight.digest import Digest, Told, Week
from lorgnette.insight.telling import reasons, standing, urgency
from lorgnette.mail import about_accounts
from lorgnette.mail.dates import long_instant, number
from lorgnette.mail.outbox import Envelope
from lorgnette.scoring.moments.read import FoundMoment, plain
from lorgnette.users.models import User
from lorgnette.workspace.settings import Settings

LONGEST_NAME = 80


def daily(to: User, told: Digest, workspace: Settings) -> Envelope:
    """What changed, and why."""
    language = language_of(to)
    with override(language):
        count = len(told.accounts) + told.more
        first = _short(told.accounts[0].name)
        words = (
            gettext("News from %(name)s")
            if count == 1
            else gettext("News from %(count)s of your accounts")
        )
        values = {
            "summary": words % {"count": number(count, language), "name": first},
            "first": ", ".join(_short(account.name) for account in told.accounts[:3]),
            "rows": [_row(account, language) for account in told.accounts],
            "more": told.more,
        }
    return _envelope(to, about_accounts.DAILY, values, reverse("accounts"), workspace)


def weekly(to: User, told: Week, workspace: Settings) -> Envelope:
    """The week in numbers, and who moved most."""
    language = language_of(to)
    with override(language):
        rose, cooled = number(told.rose, language), number(told.cooled, language)
        words = gettext("Your week: %(rose)s up, %(cooled)s down")
        values = {
            "summary": words % {"rose": rose, "cooled": cooled},
            "first": _moments(told.moments, language),
            "rows": [_row(account, language) for account in told.digest.accounts],
            "more": told.digest.more,
        }
    return _envelope(to, about_accounts.WEEKLY, values, reverse("report"), workspace)


def moments(to: User, found: Sequence[FoundMoment], more: int, workspace: Settings) -> Envelope:
    """What somebody follows has happened: one mail for all of it."""
    language = language_of(to)
    with override(language):
        sentences = [plain(moment, language) for moment in found]
        count = len(found) + more
        values = {
            "summary": _short(sentences[0]) if count == 1 else _moments(count, language),
            "first": _short(sentences[0]),
            "rows": [
                {
                    "name": _short(moment.account_name),
                    "url": _account_url(moment.account_ref),
                    "lines": [said, long_instant(moment.at, workspace.zone, language)],
                }
                for moment, said in zip(found, sentences, strict=True)
            ],
            "more": more,
        }
    return _envelope(to, about_accounts.MOMENTS, values, reverse("accounts"), workspace)


def language_of(to: User) -> str:
    """The person's own."""
    return to.language or to.member.language


def _row(told: Told, language: str) -> Mapping[str, Any]:
    return {
        "name": _short(told.name),
        "url": _account_url(told.ref),
        "lines": [
            standing(told.score, told.change, language),
            *([urgency(told.marks.urgency, language)] if told.marks.urgency else []),
            *(plain(moment, language) for moment in told.moments),
            *reasons(told.why, language),
        ],
    }


def _moments(count: int, language: str) -> str:
    words = ngettext("%(count)s interesting moment", "%(count)s interesting moments", count)
    return words % {"count": number(count, language)}


def _account_url(ref: str) -> str:
    return f"{settings.BASE_URL}{reverse('account', args=[ref])}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


def _envelope(
    to: User, kind: str, values: Mapping[str, Any], page: str, workspace: Settings
) -> Envelope:
    member = to.member
    common = {
        "first_name": member.first_name,
        "name": member.name,
        "company": workspace.name,
        "postal_address": workspace.postal_address,
    }
    return Envelope(
        kind=kind,
        language=language_of(to),
        to_name=member.name,
        to_address=member.address,
        values=common | dict(values),
        link=f"{settings.BASE_URL}{page}",
        about_ref=member.public_id,
    )
