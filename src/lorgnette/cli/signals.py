"""The signals that ask a process to end."""

import signal
import threading
from types import FrameType


def stopped_by_signal() -> threading.Event:
    """An event that is set when the process is asked to end, or its terminal is gone."""
    stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ask)
    return stop
