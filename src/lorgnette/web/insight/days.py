"""Calendar days as short words: where a year is plain from what stands beside."""

from datetime import date, timedelta

from django.utils.translation import gettext

from lorgnette.web import moments
from lorgnette.web.reader import language


def brief(day: date) -> str:
    """19 Nov, 19 nov."""
    return _formatted(day, "d MMM")


def weekday(day: date) -> str:
    """Sunday, dimanche"""
    return _formatted(day, "EEEE")


def weekday_and_day(day: date) -> str:
    """Monday 16 November, lundi 16 novembre"""
    return _formatted(day, "EEEE d MMMM")


def dated(day: date, today: date) -> str:
    """19 Nov; its year where it is not this one."""
    return _formatted(day, "d MMM" if day.year == today.year else "d MMM y")


def near(day: date, today: date) -> str:
    """Today, Yesterday, else the day."""
    if day == today:
        return gettext("Today")
    if day == today - timedelta(days=1):
        return gettext("Yesterday")
    return dated(day, today)


def _formatted(day: date, pattern: str) -> str:
    return moments.formatted(day, pattern, language())
