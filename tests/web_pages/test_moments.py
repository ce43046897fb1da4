"""Money, days and ages are written as the reader writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from lorgnette.web import moments

NOW = datetime(2026, 11, 24, 13, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minor", "currency", "language", "words"),
    [
        (41_200_060, "EUR", "en", "€412,001"),
        (41_200_000, "EUR", "fr", "412\u202f000\u00a0€"),
        (390_000_000, "SEK", "en", "SEK\u00a03,900,000"),
        (5_000_000, "JPY", "en", "JP¥5,000,000"),
        (-12_345, "EUR", "en", "-€123"),
    ],
)
def test_money_is_said_in_whole_units_of_its_currency(minor, currency, language, words):
    assert moments.money(minor, currency, language) == words


@pytest.mark.parametrize(
    ("age", "english", "french"),
    [
        (timedelta(seconds=9), "just now", "à l’instant"),
        (timedelta(minutes=4), "4 min ago", "il y a 4\u00a0min"),
        (timedelta(hours=2), "2 hr ago", "il y a 2\u00a0h"),
        (timedelta(days=9), "15 Nov", "15 nov."),
        (timedelta(days=400), "20 Oct 2025", "20 oct. 2025"),
    ],
)
def test_nearer_is_said_finer(age, english, french):
    with translation.override("en"):
        assert moments.relative(NOW - age, NOW, "en") == english
    with translation.override("fr"):
        assert moments.relative(NOW - age, NOW, "fr") == french


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert moments.long_day(date(2027, 1, 1), "fr") == "1er janvier 2027"
    assert moments.short_day(date(2027, 1, 1), "fr") == "1er janv. 2027"
    assert moments.relative(datetime(2026, 11, 1, 12, tzinfo=UTC), NOW, "fr") == "1er nov."
    assert moments.short_day(date(2026, 12, 31), "en") == "31 Dec 2026"
