"""Long lists in portions that one statement can hold."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

# Within the number of parameters that every SQLite and PostgreSQL takes.
MOST = 5_000


def portions(items: Sequence[T], size: int = MOST) -> Iterator[Sequence[T]]:
    """The items in order, at most `size` at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))
