"""Ends a process whose parent is gone, however it went: no orphan keeps a port or a lease."""

import os
import signal
import threading
import time

# Set for a child of `serve`, to its master's process id; else a process is its own master.
CHILD = "LORGNETTE_CHILD_OF"

_LOOK_EVERY = 0.5
_LAST_WORDS = 10.0


def end_with_master() -> None:
    """Call at the start of a command that `serve` may run as its child."""
    master = os.environ.get(CHILD)
    if master:
        end_with(int(master))


def end_with(parent: int) -> None:
    """Looks twice a second whether `parent` still is this process's parent."""
    threading.Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_LAST_WORDS)
    os._exit(1)
