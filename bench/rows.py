"""What a measurement is told as."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured value. `ratio` is to `beside`: what the machine does without us, or our aim.

    `engine` is "" where the database plays no part.
    """

    section: str
    what: str
    value: float
    unit: str
    engine: str = ""
    ratio: float | None = None
    beside: str = ""


def quantile(values: list[float], share: float) -> float:
    """The smallest of the values that at least `share` of them do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * int(share * 100) // 100) - 1)]
