"""What narrows the ranked list, in words: a chip for each part, to be taken off one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from lorgnette.insight.filters import ME, Filter
from lorgnette.insight.listed import Lift
from lorgnette.insight.narrowing import Terms
from lorgnette.insight.reach import FEW
from lorgnette.web.insight.asking import Asked
from lorgnette.web.insight.figures import points
from lorgnette.web.insight.score_tabs import score_name
from lorgnette.web.reader import language

# Those with a chip or a field of their own above the list.
SHOWN_APART = ("text", "only", "pipeline")
_GONE: dict[str, str | Promise] = {
    "owner": gettext_lazy("The owner this asks for has no accounts here any more."),
    "list": gettext_lazy("The list this asks for is no longer there."),
    "score": gettext_lazy("The score this asks for is no longer there. This is the first one."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the filter; `href` is the list without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Way:
    """Out of an empty list: what to lift, and how many accounts are seen then."""

    words: str
    href: str
    number: str


def parts(terms: Terms, asked: Asked) -> list[Part]:
    """Those that have no other place on the page."""
    names = [name for name in terms.filter.set if name not in SHOWN_APART]
    return [Part(in_words(terms, name), asked.without(name)) for name in names]


def gone(terms: Terms) -> list[str]:
    """What was asked for and is no longer there."""
    return [str(_GONE[name]) for name in terms.gone]


def ways(lifts: Sequence[Lift], terms: Terms, asked: Asked) -> list[Way]:
    """Each part of the filter that alone leaves nothing to see."""
    return [
        Way(in_words(terms, lift.name), asked.without(lift.name), how_many(lift.number))
        for lift in lifts
    ]


def how_many(number: int | None) -> str:
    """12 accounts; None: more than are counted"""
    if number is None:
        return gettext("More than %(count)s accounts") % {"count": points(FEW)}
    words = ngettext("%(count)s account", "%(count)s accounts", number)
    return words % {"count": points(number)}


def followed(terms: Terms) -> list[str]:
    """What a list follows, each part in words; which score it is about, where it is a further
    one."""
    told = [in_words(terms, name) for name in terms.filter.set]
    if terms.score is None:
        return told
    return [gettext("By the score: %(name)s") % {"name": score_name(terms.score)}, *told]


def in_words(terms: Terms, name: str) -> str:
    """Industry: Logistics"""
    asked = terms.filter
    if name == "text":
        return gettext("Name or domain: %(text)s") % {"text": asked.text}
    if name == "only":
        return gettext("Rising") if asked.only == "rising" else gettext("Cooling")
    if name == "pipeline":
        return gettext("Open pipeline")
    if name == "list" and terms.list:
        return gettext("List: %(name)s") % {"name": terms.list.name}
    return _who_and_where(terms, name) or _how_much(asked, name)


def _who_and_where(terms: Terms, name: str) -> str:
    asked = terms.filter
    if name == "owner":
        owner = gettext("me") if asked.owner == ME else terms.owner_name
        return gettext("Owner: %(name)s") % {"name": owner}
    if name == "industry":
        return gettext("Industry: %(name)s") % {"name": asked.industry}
    if name == "country":
        return gettext("Country: %(name)s") % {"name": country(asked.country)}
    return ""


def _how_much(asked: Filter, name: str) -> str:
    if name == "moved" and asked.moved > 0:
        return gettext("Up by %(points)s or more in 7 days") % {"points": points(asked.moved)}
    if name == "moved":
        return gettext("Down by %(points)s or more in 7 days") % {"points": points(-asked.moved)}
    if name == "least":
        return gettext("Score from %(points)s") % {"points": points(asked.least)}
    if name == "most":
        return gettext("Score up to %(points)s") % {"points": points(asked.most or 0)}
    words = ngettext("Active in the last day", "Active in the last %(days)s days", asked.days)
    return words % {"days": points(asked.days)}


def country(code: str) -> str:
    """Norway; the code itself where it is none."""
    return str(Locale.parse(language()).territories.get(code.upper(), code))
