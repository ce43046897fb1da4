"""What people did, as sentences: one for each type of activity."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, ngettext_lazy

from lorgnette.activities.types import BY_CODE
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.web.insight.figures import points

# Keyed by the code of the type; `who` is a name or "3 people", `count` how many they are.
DID = {
    "web.visit": ngettext_lazy(
        "%(who)s visited the website", "%(who)s visited the website", "count"
    ),
    "web.pricing": ngettext_lazy("%(who)s looked at prices", "%(who)s looked at prices", "count"),
    "web.document": ngettext_lazy("%(who)s read a document", "%(who)s read a document", "count"),
    "email.open": ngettext_lazy("%(who)s opened an e-mail", "%(who)s opened an e-mail", "count"),
    "email.click": ngettext_lazy(
        "%(who)s clicked a link in an e-mail", "%(who)s clicked a link in an e-mail", "count"
    ),
    "form.submit": ngettext_lazy("%(who)s filled in a form", "%(who)s filled in a form", "count"),
    "form.demo": ngettext_lazy(
        "%(who)s asked for a demonstration", "%(who)s asked for a demonstration", "count"
    ),
    "webinar.attend": ngettext_lazy(
        "%(who)s attended a webinar", "%(who)s attended a webinar", "count"
    ),
    "event.attend": ngettext_lazy(
        "%(who)s attended an event", "%(who)s attended an event", "count"
    ),
    "call.held": ngettext_lazy("%(who)s had a call with us", "%(who)s had a call with us", "count"),
    "meeting.held": ngettext_lazy("%(who)s met us", "%(who)s met us", "count"),
    "other": ngettext_lazy("%(who)s did something else", "%(who)s did something else", "count"),
}
OTHERWISE = ngettext_lazy("%(who)s did something", "%(who)s did something", "count")

ICONS = {
    "web": "mouse-pointer-click",
    "email": "mail-open",
    "form": "clipboard-list",
    "webinar": "presentation",
    "event": "ticket",
    "call": "phone",
    "meeting": "handshake",
}

NUMBERS = (
    _("One"),
    _("Two"),
    _("Three"),
    _("Four"),
    _("Five"),
    _("Six"),
    _("Seven"),
    _("Eight"),
    _("Nine"),
)

_GAP = "\0"


@dataclass(frozen=True, slots=True)
class Deed:
    """A sentence without its full stop, around the one who did it."""

    before: str
    who: str
    after: str


def did(kind: str, person: str, people: int = 1) -> str:
    """Ingrid Sørlie asked for a demonstration; Three people looked at prices."""
    deed = deed_of(kind, person, people)
    return f"{deed.before}{deed.who}{deed.after}"


def deed_of(kind: str, person: str, people: int = 1) -> Deed:
    """The same in parts, so that a page can let the name stand out."""
    who = person or (somebody() if people < 2 else crowd(people))
    phrase = DID.get(kind, OTHERWISE) % {"who": _GAP, "count": people}
    before, _gap, after = phrase.partition(_GAP)
    return Deed(before=before, who=who, after=after)


def icon_of(kind: str) -> str:
    """The lucide icon of a type of activity, by its channel."""
    return ICONS.get(kind.partition(".")[0], "activity")


def type_words(kind: str) -> str:
    """Looked at prices"""
    known = BY_CODE.get(kind)
    return gettext(known.words) if known else kind


def people_in_words(people: int) -> str:
    """1 person, 3 people"""
    return ngettext("%(count)s person", "%(count)s people", people) % {"count": points(people)}


def crowd(people: int) -> str:
    """Three people, as a sentence begins."""
    words = ngettext("%(count)s person", "%(count)s people", people)
    return words % {"count": in_words(people)}


def in_words(count: int) -> str:
    """Four, but 12"""
    return gettext(NUMBERS[count - 1]) if 0 < count <= len(NUMBERS) else points(count)


def somebody() -> str:
    """Who is named nowhere."""
    return gettext("Somebody")
