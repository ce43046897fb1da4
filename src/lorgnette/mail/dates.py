"""Days, instants, zones and numbers as the reader writes them, in letters and on pages alike."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal

# English as it is written around here: the day before the month.
_LOCALES = {"en": "en_GB"}


def locale_of(language: str) -> str:
    """What Babel calls the way the language's readers write."""
    return _LOCALES.get(language, language)


def formatted(day: date, pattern: str, language: str) -> str:
    """The day by a CLDR pattern; in French the first of a month is an ordinal."""
    text = format_date(day, pattern, locale=locale_of(language))
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text


def long_day(day: date, language: str) -> str:
    """31 December 2026, 31 décembre 2026, 1er janvier 2027."""
    return formatted(day, "d MMMM y", language)


def long_instant(at: datetime, zone: str, language: str) -> str:
    """30 November 2026, 14:16 (Paris)."""
    local = at.astimezone(ZoneInfo(zone))
    clock = format_time(local, "HH:mm", locale=language)
    return f"{long_day(local.date(), language)}, {clock} ({place(zone, language)})"


def place(zone: str, language: str) -> str:
    """The city a zone is named after: Paris, Londres."""
    return get_timezone_location(ZoneInfo(zone), locale=language, return_city=True)


def number(count: float, language: str) -> str:
    """1,204 or 1 204 with a narrow no-break space."""
    return format_decimal(count, locale=language)
