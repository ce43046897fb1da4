"""A decided deal as it is learned from: what was known before its day, and how it ended."""

from datetime import date
from typing import NamedTuple

from lorgnette.prediction.facts import Levels


class Case(NamedTuple):
    """`levels` are of before `day`; the outcome was known from `closed_on` on."""

    account: int
    day: date
    closed_on: date
    won: bool
    levels: Levels
