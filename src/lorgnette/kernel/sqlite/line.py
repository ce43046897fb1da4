"""A line of threads: whoever comes first goes first."""

import threading
from collections import deque


class Line:
    """One at a time goes on; the others wait in the order in which they came.

    It is a courtesy and guards nothing: who waited too long goes on as if their turn had come, so
    that a turn that nobody gives back holds nobody up for long.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def join(self, patience: float) -> None:
        """Returns when the caller's turn comes, or after `patience` seconds."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if not mine.acquire(timeout=patience):
            with self._guard:
                if mine in self._waiting:
                    self._waiting.remove(mine)

    def leave(self) -> None:
        """The turn goes to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
