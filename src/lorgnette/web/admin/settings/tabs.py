"""The tabs of the settings, and what can be set on each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TEXT, NUMBER, CHECK, ZONE, LANGUAGE, LANGUAGES = (
    "text",
    "number",
    "check",
    "zone",
    "language",
    "languages",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: how it is typed, and what it does in a sentence."""

    name: str
    kind: str
    hint: Promise | str = ""


TITLES: Mapping[str, Promise] = {
    "workspace": gettext_lazy("Workspace"),
    "mail": gettext_lazy("Mail"),
    "invitations": gettext_lazy("Invitations"),
    "sign_in": gettext_lazy("Sign-in"),
    "languages": gettext_lazy("Languages"),
    "retention": gettext_lazy("Retention"),
}

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "workspace": (
        Field("name", TEXT, gettext_lazy("As pages and mails say it.")),
        Field("postal_address", TEXT, gettext_lazy("Stands at the foot of every mail.")),
        Field(
            "zone",
            ZONE,
            gettext_lazy(
                "Days end at midnight here. A new zone moves no existing access: each keeps the "
                "zone and the minute that it was given with."
            ),
        ),
    ),
    "mail": (
        Field("sender_address", TEXT, gettext_lazy("The address that mail comes from.")),
        Field("sender_name", TEXT, gettext_lazy("Left empty, mail bears the company’s name.")),
        Field(
            "domain_hourly",
            NUMBER,
            gettext_lazy("What is beyond it waits for the next hour. Left empty: no limit."),
        ),
        Field(
            "quiet_from",
            NUMBER,
            gettext_lazy(
                "The hour from which nobody is mailed about their accounts, each in their own "
                "time zone. What comes meanwhile waits for the morning."
            ),
        ),
        Field("quiet_until", NUMBER),
    ),
    "invitations": (
        Field(
            "link_days",
            NUMBER,
            gettext_lazy("For links mailed from now on; those already mailed keep their end."),
        ),
        Field("inviter_daily", NUMBER),
        Field("address_daily", NUMBER),
        Field(
            "reminders",
            CHECK,
            gettext_lazy("7 days and 1 day before, to the person and to whoever invited them."),
        ),
        Field(
            "seat_limit",
            NUMBER,
            gettext_lazy(
                "How many sales users there may be at once, invited ones included. Left empty: no "
                "limit. Lowered below what is taken, it puts nobody out; nobody new is invited "
                "until enough seats are free."
            ),
        ),
    ),
    "sign_in": (
        Field("session_idle_days", NUMBER),
        Field("session_days", NUMBER, gettext_lazy("However often somebody comes by.")),
    ),
    "languages": (
        Field(
            "languages",
            LANGUAGES,
            gettext_lazy("Somebody who has chosen a language that is no longer offered keeps it."),
        ),
        Field("language", LANGUAGE, gettext_lazy("Where a person’s own language is unknown.")),
    ),
    "retention": (
        Field(
            "audit_months",
            NUMBER,
            gettext_lazy("Older events are deleted; the rest of the trail can still be verified."),
        ),
        Field(
            "mail_months",
            NUMBER,
            gettext_lazy(
                "Then names, addresses and texts are wiped; that a mail went, and when, stays."
            ),
        ),
    ),
}
