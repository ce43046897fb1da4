"""Cuts what takes too long: one thread for all deadlines, since most are met."""

import itertools
import threading
import time
from collections.abc import Callable

TICK = 0.1


class Watch:
    """Its thread begins with the first deadline and sleeps while there is none."""

    def __init__(self) -> None:
        self._set: dict[int, tuple[float, Callable[[], None]]] = {}
        self._numbers = itertools.count()
        self._any = threading.Event()
        self._began = threading.Lock()
        self._thread: threading.Thread | None = None

    def set(self, seconds: float, cut: Callable[[], None]) -> int:
        """Calls `cut` once, at most a tick after that many seconds, unless `unset` came before."""
        if self._thread is None or not self._thread.is_alive():
            self._begin()
        number = next(self._numbers)
        self._set[number] = (time.monotonic() + seconds, cut)
        self._any.set()
        return number

    def unset(self, number: int) -> None:
        """It was in time, or was cut."""
        self._set.pop(number, None)

    def _begin(self) -> None:
        with self._began:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            if not self._set:
                self._any.clear()
                # What was set between the look and the clearing is waited for all the same.
                if not self._set:
                    self._any.wait()
            time.sleep(TICK)
            now = time.monotonic()
            for number, (at, cut) in list(self._set.items()):
                if at <= now and self._set.pop(number, None) is not None:
                    cut()
