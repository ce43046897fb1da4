"""smtplib with a deadline: a server that hangs or drips cannot hold a sender for ever."""

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator

from lorgnette.mail.transports.smtp.address import SmtpServer
from lorgnette.mail.transports.smtp.watch import Watch

_watch = Watch()


class DeadlinePassed(Exception):
    """The server took too long over one mail or one greeting."""


class Wire(smtplib.SMTP):
    """Not connected when made; `open` connects. TLS is always verified."""

    def __init__(self, server: SmtpServer) -> None:
        super().__init__(timeout=server.timeout)
        self.server = server
        # smtplib verifies the certificate against the host given at construction, which would
        # connect before a deadline can be set.
        self._host = server.host
        self._bare: socket.socket | None = None

    def open(self) -> tuple[int, bytes]:
        """The greeting. Raises OSError or SMTPException."""
        return self.connect(self.server.host, self.server.port)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self._bare = socket.create_connection((host, port), timeout)
        if self.server.tls == "implicit":
            return context().wrap_socket(self._bare, server_hostname=host)
        return self._bare

    @contextlib.contextmanager
    def deadline(self, seconds: float | None = None) -> Iterator[None]:
        """Cuts the connection when the block takes too long, by the server's own deadline where
        no `seconds` are given. Raises `DeadlinePassed`.
        """
        passed = threading.Event()
        number = _watch.set(seconds or self.server.deadline, lambda: self._cut(passed))
        try:
            yield
        except (OSError, smtplib.SMTPException):
            if passed.is_set():
                raise DeadlinePassed from None
            raise
        finally:
            _watch.unset(number)
        if passed.is_set():
            # What was read up to the cut may look like an answer and is a piece of one.
            raise DeadlinePassed

    def _cut(self, passed: threading.Event) -> None:
        passed.set()
        for wire in (self.sock, self._bare):
            if wire is not None:
                with contextlib.suppress(OSError):
                    wire.shutdown(socket.SHUT_RDWR)


def context() -> ssl.SSLContext:
    """Verifies names and certificates; `SSL_CERT_FILE` may add a company's own authority."""
    return ssl.create_default_context()
