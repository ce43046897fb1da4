"""The signals that ask a process to end."""

import signal
import socket
import threading
from types import FrameType

_ENDS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def stopped_by_signal() -> threading.Event:
    """An event that is set when the process is asked to end, or its terminal is gone.

    Call it from the main thread. A handler that set the event would run in that thread, perhaps
    while it holds the event's own lock; and a signal that comes just before it begins to wait
    is not looked at before the wait ends. So the interpreter writes each signal to a socket at
    once, and a thread of its own reads there.
    """
    stop = threading.Event()
    heard, told = socket.socketpair()
    told.setblocking(False)
    for number in _ENDS:
        signal.signal(number, _noted)
    # It belongs to the process from here on: closed, its number could become another file's.
    signal.set_wakeup_fd(told.detach(), warn_on_full_buffer=False)
    listener = threading.Thread(target=_listen, args=(heard, stop), name="signals", daemon=True)
    listener.start()
    return stop


def _noted(_signal: int, _frame: FrameType | None) -> None:
    """Without a handler the interpreter would end, or raise, instead of telling."""


def _listen(heard: socket.socket, stop: threading.Event) -> None:
    with heard:
        while (number := heard.recv(1)) and number[0] not in _ENDS:
            pass
    stop.set()
