"""A score's last weeks as a small line, on a scale of 0 to 100 so that rows compare.

Under a plain sum, which has no end, each row has a scale of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 120, 36, 2
BASE = 35
MOST = 1000  # tenths


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Coordinates for SVG attributes; `area` is the line closed along the base."""

    line: str
    area: str
    x: str
    y: str


def sparkline(weeks: Sequence[int]) -> Sparkline | None:
    """The line through `weeks` (tenths, oldest first); None for fewer than two."""
    if len(weeks) < 2:
        return None
    step = (WIDTH - 2 * MARGIN) / (len(weeks) - 1)
    most = max(MOST, *weeks)
    spots = [
        (f"{MARGIN + n * step:.1f}", f"{BASE - score / most * (BASE - MARGIN):.1f}")
        for n, score in enumerate(weeks)
    ]
    line = " ".join(f"{x},{y}" for x, y in spots)
    (first_x, _), (last_x, last_y) = spots[0], spots[-1]
    area = f"{first_x},{BASE} {line} {last_x},{BASE}"
    return Sparkline(line=line, area=area, x=last_x, y=last_y)
