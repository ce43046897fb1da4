"""Granian with one socket for all its processes: who waits there is served by any of them.

By itself it gives each process a socket of its own, and whoever waits in that of a process which
ends is turned away.
"""

import socket
import threading
from pathlib import Path
from typing import Any

from granian import Granian
from granian.net import SocketHolder  # type: ignore[attr-defined]

from lorgnette.cli.listening import BACKLOG


class Server(Granian):  # type: ignore[misc, valid-type]
    """`drain` seconds pass between "not ready" and the last request that is taken."""

    def __init__(
        self, target: str, listening: socket.socket, stop_sign: Path, drain: float, **kept: Any
    ) -> None:
        super().__init__(target, **kept)
        self._listening, self._stop_sign, self._drain = listening, stop_sign, drain

    def _init_shared_socket(self) -> None:
        listening = self._listening
        listening.set_inheritable(True)
        listening.setblocking(False)
        # No Unix socket; the stub knows one argument only.
        holder = SocketHolder(listening.fileno(), False, BACKLOG)  # type: ignore[call-arg]
        self._ssp, self._shd, self._sso = None, holder, listening

    def signal_handler_interrupt(self, *_args: Any, **_kwargs: Any) -> None:
        """Asked once, it drains; asked again, it ends at once."""
        again = self._stop_sign.exists()
        self._stop_sign.touch()
        if self._drain and not again:
            threading.Timer(self._drain, super().signal_handler_interrupt).start()
        else:
            super().signal_handler_interrupt()
