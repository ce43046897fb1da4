"""Days, instants, zones and numbers as a letter's reader writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal


def long_day(day: date, language: str) -> str:
    """31 December 2026, 31 décembre 2026, 1er janvier 2027."""
    text = format_date(day, "d MMMM y", locale=language)
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text


def long_instant(at: datetime, zone: str, language: str) -> str:
    """30 November 2026, 14:16 (Paris)."""
    local = at.astimezone(ZoneInfo(zone))
    clock = format_time(local, "HH:mm", locale=language)
    return f"{long_day(local.date(), language)}, {clock} ({place(zone, language)})"


def place(zone: str, language: str) -> str:
    """The city a zone is named after: Paris, Londres."""
    return get_timezone_location(ZoneInfo(zone), locale=language, return_city=True)


def number(count: int, language: str) -> str:
    """1,204 or 1 204 with a narrow no-break space."""
    return format_decimal(count, locale=language)
