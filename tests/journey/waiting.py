"""Waits for other processes: there is nothing of theirs to wait on but what they show."""

import time
from collections.abc import Callable


def wait_until(shown: Callable[[], bool], longest: float, words: str) -> None:
    """Returns once `shown` answers yes. Raises AssertionError with `words` after `longest` s."""
    until = time.monotonic() + longest
    while not shown():
        assert time.monotonic() < until, words
        time.sleep(0.1)
