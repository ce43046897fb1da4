"""How many rows go into one transaction: as many as other writers may well wait for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from lorgnette.kernel import clock

T = TypeVar("T")

# Rows of the first transaction; the others have between half and four times as many.
FIRST = 1000
LEAST, MOST = FIRST // 2, FIRST * 4
# Seconds in which more might have been done, and in which it was too much.
SHORT, LONG = 0.04, 0.1


class Pace:
    """Learns from how long each portion took: a row of another kind takes ten times as long."""

    def __init__(self) -> None:
        self._size = FIRST

    def portions(self, items: Iterable[T]) -> Iterator[list[T]]:
        """The items in order; how many at a time is decided anew each time."""
        walk = iter(items)
        while portion := list(islice(walk, self._size)):
            yield portion

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Around the writing of a portion, from when others wait for it."""
        began = clock.system()
        yield
        seconds = (clock.system() - began).total_seconds()
        if seconds > LONG:
            self._size = max(self._size // 2, LEAST)
        elif seconds < SHORT:
            self._size = min(self._size * 2, MOST)
