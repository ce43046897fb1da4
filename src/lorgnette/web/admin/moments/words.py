"""What a rule says, in words: its kind, its activities, when they make a moment."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext, ngettext

from lorgnette.activities.types import BY_CODE
from lorgnette.scoring.moments import definition as defined
from lorgnette.scoring.moments.definition import Definition
from lorgnette.web import moments
from lorgnette.web.insight.moment_lines import KINDS
from lorgnette.web.reader import language


def kind_words(kind: str) -> str:
    """Milestone"""
    return str(KINDS[kind][0]) if kind in KINDS else kind


def kind_icon(kind: str) -> str:
    """The lucide icon of a kind."""
    return KINDS[kind][1] if kind in KINDS else "flag"


def name(name_en: str, name_fr: str) -> str:
    """The rule's name in the reader's language."""
    return name_fr if language() == "fr" else name_en


# So many types are named one by one.
NAMED = 3


def summary(said: Definition) -> str:
    """Looked at prices · at least 3 times within 7 days, one person"""
    return " · ".join(filter(None, [activities(said), _when(said), _pause(said)]))


def activities(said: Definition) -> str:
    """Looked at prices, Read a document"""
    if not said.types:
        return gettext("Any activity")
    names = [gettext(BY_CODE[code].words) for code in said.types if code in BY_CODE]
    if len(names) <= NAMED:
        return ", ".join(names)
    more = moments.number(len(names) - NAMED + 1, language())
    first = ", ".join(names[: NAMED - 1])
    return gettext("%(first)s and %(others)s others") % {"first": first, "others": more}


def _when(said: Definition) -> str:
    one = said.scope == defined.PERSON
    return _WHEN[said.when](said, one)


def _each(_said: Definition, _one: bool) -> str:
    return gettext("each time")


def _first(_said: Definition, one: bool) -> str:
    return gettext("the first time of a person") if one else gettext("the first time of an account")


def _count(said: Definition, one: bool) -> str:
    words = (
        gettext("%(number)s times by one person within %(days)s days")
        if one
        else gettext("%(number)s times in one account within %(days)s days")
    )
    return words % _numbers(said)


def _people(said: Definition, _one: bool) -> str:
    return gettext("by %(number)s people of one account within %(days)s days") % _numbers(said)


def _over(said: Definition, _one: bool) -> str:
    words = gettext("where “%(property)s” is over %(threshold)s")
    threshold = moments.number(said.threshold, language())
    return words % {"property": said.property, "threshold": threshold}


def _back(said: Definition, one: bool) -> str:
    words = (
        gettext("after %(days)s days without any by the person")
        if one
        else gettext("after %(days)s days without any in the account")
    )
    return words % _numbers(said)


_WHEN: Mapping[str, Callable[[Definition, bool], str]] = {
    defined.EACH: _each,
    defined.FIRST: _first,
    defined.COUNT: _count,
    defined.PEOPLE: _people,
    defined.OVER: _over,
    defined.BACK: _back,
}


def _pause(said: Definition) -> str:
    if not said.pause or said.when == defined.FIRST:
        return ""
    words = ngettext("not again within %(days)s day", "not again within %(days)s days", said.pause)
    return words % {"days": moments.number(said.pause, language())}


def _numbers(said: Definition) -> dict[str, str]:
    return {
        "number": moments.number(said.number, language()),
        "days": moments.number(said.days, language()),
    }
