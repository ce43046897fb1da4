"""Symmetric equations are solved."""

import random

import pytest

from lorgnette.prediction.equations import factor, inverse_diagonal, solve


def positive(size: int, seed: int) -> list[list[float]]:
    """A·Aᵀ + 1 of random A."""
    dice = random.Random(seed)
    rows = [[dice.gauss(0, 1) for _ in range(size)] for _ in range(size)]
    return [
        [
            sum(a * b for a, b in zip(one, other, strict=True)) + (n == m)
            for m, other in enumerate(rows)
        ]
        for n, one in enumerate(rows)
    ]


@pytest.mark.parametrize("size", [1, 2, 7, 20])
def test_the_solution_gives_the_right_side(size):
    matrix, right = positive(size, size), [float(n + 1) for n in range(size)]
    found = solve(factor(matrix), right)
    given = [sum(a * b for a, b in zip(row, found, strict=True)) for row in matrix]
    assert given == pytest.approx(right)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_the_diagonal_of_the_inverse_is_what_each_unit_vector_gives(size):
    lower = factor(positive(size, 3))
    units = [[float(n == m) for m in range(size)] for n in range(size)]
    assert inverse_diagonal(lower) == pytest.approx(
        [solve(lower, unit)[place] for place, unit in enumerate(units)]
    )
