"""What a process knows of the jobs in trouble: which ones rest, and what is told of them."""

import threading
import time
from collections.abc import Mapping
from datetime import timedelta

from lorgnette.kernel import clock
from lorgnette.workspace import troubles
from lorgnette.workspace.troubles import JobTrouble

# All processes share one list; each looks at it that often.
LOOK_SECONDS = 2.0


class Board:
    """One for all threads of a process. What was in trouble before it began is tried at once."""

    def __init__(self) -> None:
        self._began = clock.now()
        self._lock = threading.Lock()
        self._known: Mapping[str, JobTrouble] = {}
        self._looked_at = -LOOK_SECONDS

    def rests(self, job: str) -> bool:
        """It failed, here or in another process, and is not to be tried yet."""
        trouble, at = self._look().get(job), clock.now()
        if trouble is None or trouble.last_at < self._began:
            return False
        return trouble.last_at <= at < trouble.next_at

    def failed(self, job: str, error: Exception, seconds: float) -> JobTrouble:
        """After so many `seconds` of work."""
        trouble = troubles.note(job, error, timedelta(seconds=seconds))
        with self._lock:
            self._known = {**self._known, job: trouble}
        return trouble

    def went_well(self, job: str) -> None:
        """Nothing is written where nothing was wrong."""
        if job in self._known:
            troubles.over(job)
            with self._lock:
                self._known = {name: one for name, one in self._known.items() if name != job}

    def _look(self) -> Mapping[str, JobTrouble]:
        with self._lock:
            if time.monotonic() - self._looked_at >= LOOK_SECONDS:
                self._known = {trouble.job: trouble for trouble in troubles.known()}
                self._looked_at = time.monotonic()
            return self._known
