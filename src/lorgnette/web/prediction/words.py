"""What the terms of a prediction are called, and their levels."""

from collections.abc import Mapping

from babel import Locale
from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from lorgnette.prediction.facts import FALLS, NEVER, NONE, READ, RISES, STEADY, spans
from lorgnette.web.insight.figures import MINUS, points
from lorgnette.web.reader import language

NAMES: Mapping[str, Promise] = {
    "web": gettext_lazy("Visits to the website, last 30 days"),
    "mail": gettext_lazy("Clicks in e-mails, last 30 days"),
    "forms": gettext_lazy("Forms sent, last 30 days"),
    "events": gettext_lazy("Webinars and events, last 30 days"),
    "talks": gettext_lazy("Calls and meetings, last 30 days"),
    "earlier": gettext_lazy("All activities, 31 to 90 days ago"),
    "people": gettext_lazy("Active people, last 90 days"),
    "seniors": gettext_lazy("Active people who decide, by their title"),
    "rhythm": gettext_lazy("The last 30 days against the 30 before"),
    "idle": gettext_lazy("Since the last activity"),
    "industry": gettext_lazy("Industry"),
    "country": gettext_lazy("Country"),
}
_LEVELS: Mapping[str, Promise] = {
    RISES: gettext_lazy("more"),
    FALLS: gettext_lazy("less"),
    STEADY: gettext_lazy("about as much"),
    NONE: gettext_lazy("nothing in either"),
}


def name_words(name: str) -> str:
    """Calls and meetings, last 30 days"""
    return str(NAMES.get(name, name))


def level_words(name: str, level: str) -> str:
    """1 to 4; 15 or more; 7 to 29 days; France"""
    if name == "rhythm":
        return str(_LEVELS.get(level, level))
    if name == "idle":
        return _idle(level)
    if name == "industry":
        return level or gettext("not known")
    if name == "country":
        return _country(level)
    return _count(name, int(level))


def odds_words(hundredths: int) -> str:
    """+0.53, −1.20"""
    written = format_decimal(abs(hundredths) / 100, "#,##0.00", locale=language())
    if not hundredths:
        return written
    return f"+{written}" if hundredths > 0 else f"{MINUS}{written}"


def percent(share: float) -> str:
    """61% or 61 %, of 0.61."""
    return format_percent(share, locale=language())


def signed_percent(share: float) -> str:
    """+7.2%, −1.3%"""
    written = format_percent(abs(share), "#,##0.0%", locale=language())
    written = written.replace("%", "\u202f%") if language() == "fr" else written
    return f"{MINUS}{written}" if share < 0 else f"+{written}"


def _count(name: str, least: int) -> str:
    if not least:
        return pgettext("count", "none")
    marks = [*spans(name), 0]
    following = marks[marks.index(least) + 1] if least in marks else 0
    if not following:
        return gettext("%(least)s or more") % {"least": points(least)}
    return _from_to(least, following - 1)


def _from_to(least: int, most: int) -> str:
    if least == most:
        return points(least)
    return gettext("%(least)s to %(most)s") % {"least": points(least), "most": points(most)}


def _idle(level: str) -> str:
    if level == NEVER:
        words = ngettext("more than %(count)s day", "more than %(count)s days", READ)
        return words % {"count": points(READ)}
    marks = [*spans("idle"), READ]
    least = int(level)
    most = marks[marks.index(least) + 1] - 1
    words = ngettext("%(span)s day", "%(span)s days", most)
    return words % {"span": _from_to(least, most)}


def _country(code: str) -> str:
    if not code:
        return gettext("not known")
    return str(Locale.parse(language()).territories.get(code, code))
