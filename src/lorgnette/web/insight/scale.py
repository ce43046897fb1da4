"""A scale for sums of money: few round numbers, short words."""

import math

from babel.numbers import format_compact_currency, get_currency_precision

from lorgnette.mail.dates import locale_of
from lorgnette.web.insight.frame import Mark
from lorgnette.web.reader import language

# A scale goes up by one of these, times a power of ten.
STEPS = (1, 2, 2.5, 5, 10)
PARTS = 4


def scale_of(highest: int, currency: str) -> list[Mark]:
    """From 0 to the first round number that holds `highest` (minor units); none for nothing."""
    if highest <= 0:
        return []
    unit = 10 ** get_currency_precision(currency)
    step = max(_step(highest / unit / PARTS), 1 / unit)
    count = math.ceil(highest / unit / step)
    return [Mark(n * step * unit, _short(n * step, currency)) for n in range(count + 1)]


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least)


def _short(value: float, currency: str) -> str:
    """€250K, 250 k €"""
    locale = locale_of(language())
    return format_compact_currency(value, currency, locale=locale, fraction_digits=2)
