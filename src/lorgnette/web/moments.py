"""Instants, days, money and numbers in words, in the reader's language."""

from datetime import date, datetime, timedelta

from babel.dates import format_timedelta
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol
from django.utils.translation import gettext

from lorgnette.mail.dates import formatted, locale_of, long_day, long_instant, number

__all__ = [
    "formatted",
    "long_day",
    "long_instant",
    "money",
    "number",
    "relative",
    "short_day",
]


def short_day(day: date, language: str) -> str:
    """31 Dec 2026, 31 déc. 2026, 1er déc. 2026."""
    return formatted(day, "d MMM y", language)


def relative(local: datetime, now: datetime, language: str) -> str:
    """4 min ago, yesterday, 19 Nov: nearer is said finer."""
    age = now - local
    if abs(age) < timedelta(minutes=1):
        return gettext("just now")
    if abs(age) < timedelta(days=7):
        # A minute is the finest: a list that says seconds looks stale at once.
        return format_timedelta(
            -age,
            granularity="minute",
            add_direction=True,
            format="short",
            locale=locale_of(language),
        )
    pattern = "d MMM" if local.year == now.astimezone(local.tzinfo).year else "d MMM y"
    return formatted(local.date(), pattern, language)


def money(minor: int, currency: str, language: str) -> str:
    """An amount in minor units, shown in whole units of its currency: €412,000, SEK 3,900,000."""
    amount = minor / 10 ** get_currency_precision(currency)
    locale = locale_of(language)
    letters = get_currency_symbol(currency, locale=locale)[-1].isalpha()
    before = "¤\u00a0#,##0" if letters else "¤#,##0"
    pattern = "#,##0\u00a0¤" if language == "fr" else before
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)
