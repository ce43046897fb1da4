"""What was typed into an action's form, and what is wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """`error` in words, beside `field`."""

    until: str = ""
    day: str = ""
    reason: str = ""
    error: str = ""
    field: str = ""
