"""Scopes and last days in whole words."""

from datetime import date

from django.utils.translation import gettext, ngettext

from lorgnette.invitations.roster import MemberSheet
from lorgnette.mail.dates import place
from lorgnette.web import moments
from lorgnette.web.reader import language


def long_day(day: date | str) -> str:
    """A day, or one kept as text in the audit trail, in the active language."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return moments.long_day(known, language())


def until(last_day: date | None, zone: str) -> str:
    """Through 31 December 2026, 23:59:59 (Paris)."""
    if last_day is None:
        return gettext("Never")
    words = {"day": long_day(last_day), "place": place(zone, language())}
    return gettext("Through %(day)s, 23:59:59 (%(place)s)") % words


def until_within(last_day: date | None, zone: str) -> str:
    """As `until`, in the middle of a sentence: through 31 December 2026, 23:59:59 (Paris)."""
    words = until(last_day, zone)
    return words[:1].lower() + words[1:]


def short_day(day: date) -> str:
    """31 Dec 2026, in the active language."""
    return moments.short_day(day, language())


def scope(code: str) -> str:
    """Whose accounts, in a table's cell."""
    words = {
        "own": gettext("Own and team"),
        "reports": gettext("Own and reports’"),
        "chosen": gettext("Chosen user’s"),
        "all": gettext("All"),
    }
    return words.get(code, "")


def sees(sheet: MemberSheet) -> str:
    """What the person sees, or would, in one sentence."""
    if sheet.line.scope == "all":
        words = gettext("Account Insight, all accounts (%(count)s today)")
    elif not sheet.accounts:
        words = gettext("Account Insight, no accounts today")
    elif sheet.line.scope == "reports":
        words = ngettext(
            "Account Insight, %(count)s account, their own or their reports’",
            "Account Insight, %(count)s accounts, their own and their reports’",
            sheet.accounts,
        )
    elif sheet.line.scope == "chosen":
        words = ngettext(
            "Account Insight, %(count)s account of %(name)s",
            "Account Insight, %(count)s accounts of %(name)s",
            sheet.accounts,
        )
    else:
        words = ngettext(
            "Account Insight, %(count)s own or team account",
            "Account Insight, %(count)s own and team accounts",
            sheet.accounts,
        )
    count = moments.number(sheet.accounts, language())
    return words % {"count": count, "name": sheet.chosen_name}
