"""Shares a total out among many, by weight, so that the counts are exactly those asked for."""

from collections.abc import Sequence
from itertools import accumulate, pairwise


def quotas(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in the proportion of `weights` that sum to `total`."""
    sums = [0.0, *accumulate(weights)]
    if not sums[-1]:
        if total:
            raise ValueError("There is nobody to give anything to.")
        return [0] * len(weights)
    marks = [int(total * reached / sums[-1]) for reached in sums[:-1]] + [total]
    return [after - before for before, after in pairwise(marks)]
