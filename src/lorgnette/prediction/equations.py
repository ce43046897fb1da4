"""Symmetric linear equations, solved by Cholesky's method. Pure."""

import math
from collections.abc import Sequence
from operator import mul

Matrix = list[list[float]]


def factor(matrix: Sequence[Sequence[float]]) -> Matrix:
    """The lower triangle L with L·Lᵀ = `matrix`, which is positive definite; its rows end at L."""
    rows: Matrix = []
    for place, given in enumerate(matrix):
        row: list[float] = []
        for column in range(place):
            other = rows[column]
            row.append((given[column] - sum(map(mul, row, other))) / other[column])
        row.append(math.sqrt(given[place] - sum(map(mul, row, row))))
        rows.append(row)
    return rows


def solve(lower: Matrix, right: Sequence[float]) -> list[float]:
    """x with L·Lᵀ·x = `right`."""
    half: list[float] = []
    for row, value in zip(lower, right, strict=True):
        half.append((value - sum(map(mul, row, half))) / row[-1])
    for place in range(len(lower) - 1, -1, -1):
        half[place] /= lower[place][place]
        value = half[place]
        for column, part in enumerate(lower[place][:place]):
            half[column] -= value * part
    return half


def inverse_diagonal(lower: Matrix) -> list[float]:
    """The diagonal of the inverse of L·Lᵀ: the squares of the columns of the inverse of L."""
    size = len(lower)
    found = [0.0] * size
    for start in range(size):
        column = [1 / lower[start][start]]
        for place in range(start + 1, size):
            row = lower[place]
            column.append(-sum(map(mul, row[start:place], column)) / row[place])
        found[start] = sum(map(mul, column, column))
    return found
