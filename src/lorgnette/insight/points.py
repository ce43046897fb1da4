"""Tenths as whole points, so that what is shown still adds up."""

from collections.abc import Sequence


def whole(tenths: int) -> int:
    """Rounded, halves away from zero: −0.5 and 0.5 are a point down and a point up."""
    points = (abs(tenths) + 5) // 10
    return points if tenths >= 0 else -points


def whole_shares(tenths: Sequence[int]) -> list[int]:
    """Whole points that sum to the rounded sum, each within a point of its own tenths."""
    floors = [share // 10 for share in tenths]
    missing = whole(sum(tenths)) - sum(floors)
    by_remainder = sorted(range(len(tenths)), key=lambda n: (-(tenths[n] % 10), n))
    for n in by_remainder[:missing]:
        floors[n] += 1
    return floors
