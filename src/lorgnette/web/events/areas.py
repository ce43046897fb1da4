"""The areas that verbs are of: how the audit trail is filtered."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from lorgnette.web.events.sentences import SENTENCES

AREAS: Mapping[str, Promise] = {
    "invitation": gettext_lazy("Invitations"),
    "access": gettext_lazy("Access"),
    "sign-in": gettext_lazy("Sign-in"),
    "administration": gettext_lazy("Administration"),
    "crm": gettext_lazy("CRM"),
    "source": gettext_lazy("Event sources"),
    "scoring": gettext_lazy("Account scoring"),
    "moments": gettext_lazy("Interesting moments"),
    "lists": gettext_lazy("Views and lists"),
    "mail": gettext_lazy("Mail"),
    "privacy": gettext_lazy("Privacy"),
    "settings": gettext_lazy("Settings"),
}
# The first part of a verb, where it is not the area's own name.
_AREA_OF = {
    "draft": "invitation",
    "notices": "mail",
    "views": "lists",
    "user": "sign-in",
    "administrator": "administration",
    "sync": "crm",
    "matching": "crm",
    "prediction": "scoring",
    "audit": "settings",
    "retention": "settings",
}


def area_of(verb: str) -> str:
    """The area of a verb."""
    room = verb.partition(".")[0]
    return _AREA_OF.get(room, room)


def verbs_of(area: str) -> tuple[str, ...]:
    """The verbs of an area, in their order."""
    return tuple(sorted(verb for verb in SENTENCES if area_of(verb) == area))
