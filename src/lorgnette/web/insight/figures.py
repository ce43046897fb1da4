"""Scores as the reader writes them: whole points, tenths, and what they rose or fell by."""

from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import format_decimal

from lorgnette.web.reader import language

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Delta:
    """A change in words: `icon` and `tone` go with its sign."""

    text: str
    icon: str
    tone: str


def points(value: int) -> str:
    """83"""
    return _written(value, "#,##0", language())


def tenths(value: int) -> str:
    """83.0 or 83,0"""
    return _written(value / 10, "#,##0.0", language())


def signed_points(value: int) -> str:
    """+19, −6 or 0"""
    return _signed(points(abs(value)), value)


def signed_tenths(value: int) -> str:
    """+14.2, −1.3 or 0.0"""
    return _signed(tenths(abs(value)), value)


def delta(value: int) -> Delta:
    """Of whole points: a fall is a warning, never red."""
    icon, tone = ("arrow-up", "lg-ok") if value > 0 else ("arrow-down", "lg-warn")
    if not value:
        icon, tone = "minus", "lg-faint"
    return Delta(text=signed_points(value), icon=icon, tone=tone)


# A page holds hundreds of numbers, and the same ones over and over.
@lru_cache(maxsize=4_096)
def _written(value: float, pattern: str, locale: str) -> str:
    return format_decimal(value, pattern, locale=locale)


def _signed(text: str, value: int) -> str:
    if not value:
        return text
    return f"+{text}" if value > 0 else f"{MINUS}{text}"
