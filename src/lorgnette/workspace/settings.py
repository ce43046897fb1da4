"""The company's settings: one row, read whenever they are needed."""

from dataclasses import dataclass, fields, replace
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.workspace.models import Workspace

LINK_DAYS = (1, 30)
MAX_POSTAL_ADDRESS = 300


class ZoneUnknown(Refusal):
    code = "zone_unknown"
    words = _("“%(zone)s” is not a time zone, such as Europe/Paris.")


class LanguageUnknown(Refusal):
    code = "language_unknown"
    words = _("Lorgnette does not speak “%(language)s”.")


class LinkDaysOutOfRange(Refusal):
    code = "link_days_out_of_range"
    words = _("A link is valid for %(least)s to %(most)s days.")


class PostalAddressTooLong(Refusal):
    code = "postal_address_too_long"
    words = _("The postal address has %(length)s characters; at most %(limit)s are kept.")


@dataclass(frozen=True, slots=True)
class Settings:
    """As they are now. `zone` is an IANA name, `language` a code, `link_days` 1 to 30."""

    name: str
    postal_address: str
    zone: str
    language: str
    sender_address: str
    link_days: int


def current() -> Settings:
    """One cheap read, right in every process; defaults until something was changed."""
    return _of(Workspace.objects.filter(pk=1).first() or Workspace(pk=1))


def change(actor: Actor, **changes: Any) -> Settings:
    """Changes the named settings. Raises the refusals above, or those of names and addresses."""
    wanted = {name: _checked(name, value) for name, value in changes.items()}
    with transaction.atomic():
        Workspace.objects.get_or_create(pk=1)
        row = Workspace.objects.select_for_update().get(pk=1)
        old = _of(row)
        new = replace(old, **wanted)
        moved = {
            f.name: {"old": getattr(old, f.name), "new": getattr(new, f.name)}
            for f in fields(Settings)
            if getattr(old, f.name) != getattr(new, f.name)
        }
        if moved:
            Workspace.objects.filter(pk=1).update(**{name: wanted[name] for name in moved})
            record(
                "settings.changed",
                actor,
                subject_kind="workspace",
                subject_ref="settings",
                values=moved,
            )
    return new


def _of(row: Workspace) -> Settings:
    return Settings(**{f.name: getattr(row, f.name) for f in fields(Settings)})


def _checked(name: str, value: Any) -> Any:
    if name == "zone" and value not in available_timezones():
        raise ZoneUnknown(name, zone=value)
    if name == "language" and value not in dict(settings.LANGUAGES):
        raise LanguageUnknown(name, language=value)
    if name == "link_days" and not LINK_DAYS[0] <= value <= LINK_DAYS[1]:
        raise LinkDaysOutOfRange(name, least=LINK_DAYS[0], most=LINK_DAYS[1])
    if name == "postal_address":
        return _postal_address(value)
    if name == "name":
        return clean_name(value, name)
    return parse_address(value, name).address if name == "sender_address" else value


def _postal_address(value: str) -> str:
    line = " ".join(value.split())
    if len(line) > MAX_POSTAL_ADDRESS:
        raise PostalAddressTooLong("postal_address", length=len(line), limit=MAX_POSTAL_ADDRESS)
    return line
