"""What each setting may be: the refusals, and the value as it is kept."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings

from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

LINK_DAYS = (1, 30)
# The least and the most of each number; the first two may be None as well: no limit.
NUMBERS: Mapping[str, tuple[int, int]] = {
    "seat_limit": (1, 1_000_000),
    "domain_hourly": (1, 1_000_000),
    "inviter_daily": (1, 1_000_000),
    "address_daily": (1, 1000),
    "session_idle_days": (1, 365),
    "session_days": (1, 365),
    "audit_months": (1, 120),
    "mail_months": (1, 120),
    "quiet_from": (0, 23),
    "quiet_until": (0, 23),
}
UNLIMITED = ("seat_limit", "domain_hourly")
MAX_POSTAL_ADDRESS = 300


class ZoneUnknown(Refusal):
    code = "zone_unknown"
    words = _("“%(zone)s” is not a time zone, such as Europe/Paris.")


class LanguageUnknown(Refusal):
    code = "language_unknown"
    words = _("Lorgnette does not speak “%(language)s”.")


class LanguageMissing(Refusal):
    code = "language_missing"
    words = _("Offer at least one language.")


class LanguageNotOffered(Refusal):
    code = "language_not_offered"
    words = _("The default language has to be one of those offered.")


class LinkDaysOutOfRange(Refusal):
    code = "link_days_out_of_range"
    words = _("A link is valid for %(least)s to %(most)s days.")


class NumberOutOfRange(Refusal):
    code = "number_out_of_range"
    words = _("Enter a whole number from %(least)s to %(most)s.")


class IdleLongerThanSession(Refusal):
    code = "idle_longer_than_session"
    words = _("A pause cannot be longer than the whole session, which is %(days)s days.")


class PostalAddressTooLong(Refusal):
    code = "postal_address_too_long"
    words = _("The postal address has %(length)s characters; at most %(limit)s are kept.")


class SettingUnknown(Refusal):
    code = "setting_unknown"
    words = _("There is no setting “%(name)s” to change.")


def checked(name: str, value: Any) -> Any:
    """The value as it is kept. Raises the refusals above, or those of names and addresses."""
    if name in NUMBERS:
        return _number(name, value)
    check = _CHECKS.get(name)
    if check is None:
        raise SettingUnknown(name, name=name)
    return check(value)


def agreed(whole: Any) -> None:
    """Checks what settings say of each other. Raises the refusals above."""
    if whole.language not in whole.languages:
        raise LanguageNotOffered("language")
    if whole.session_idle_days > whole.session_days:
        raise IdleLongerThanSession("session_idle_days", days=whole.session_days)


def _number(name: str, value: Any) -> int | None:
    if value is None and name in UNLIMITED:
        return None
    least, most = NUMBERS[name]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise NumberOutOfRange(name, least=least, most=most)
    return value


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ZoneUnknown("zone", zone=value)
    return value


def _language(value: str, field: str = "language") -> str:
    if value not in dict(settings.LANGUAGES):
        raise LanguageUnknown(field, language=value)
    return value


def _languages(value: tuple[str, ...]) -> tuple[str, ...]:
    """In the product's own order, whatever order they are given in."""
    wanted = {_language(code, "languages") for code in value}
    if not wanted:
        raise LanguageMissing("languages")
    return tuple(code for code, _name in settings.LANGUAGES if code in wanted)


def _link_days(value: int) -> int:
    if not LINK_DAYS[0] <= value <= LINK_DAYS[1]:
        raise LinkDaysOutOfRange("link_days", least=LINK_DAYS[0], most=LINK_DAYS[1])
    return value


def _postal_address(value: str) -> str:
    line = " ".join(value.split())
    if len(line) > MAX_POSTAL_ADDRESS:
        raise PostalAddressTooLong("postal_address", length=len(line), limit=MAX_POSTAL_ADDRESS)
    return line


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": lambda value: clean_name(value, "name"),
    "postal_address": _postal_address,
    "zone": _zone,
    "language": _language,
    "languages": _languages,
    "sender_address": lambda value: parse_address(value, "sender_address").address,
    "sender_name": lambda value: clean_name(value, "sender_name", required=False),
    "link_days": _link_days,
    "reminders": bool,
}
