"""Whole numbers that sum exactly to what is shown beside them."""

import math
from collections.abc import Sequence


def apportion(parts: Sequence[float], total: int) -> list[int]:
    """Whole numbers that sum to `total`, each near its part: largest remainder, ties to the first.

    The parts should sum to about `total`; where all are 0 there is nothing to give and `total`
    must be 0.
    """
    shares = [math.floor(part) for part in parts]
    places = [n for n, part in enumerate(parts) if part]
    missing = total - sum(shares)
    if not places:
        return shares
    places.sort(key=lambda n: (shares[n] - parts[n], n))
    every, some = divmod(missing, len(places))
    for rank, place in enumerate(places):
        shares[place] += every + (rank < some)
    return shares
