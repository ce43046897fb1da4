"""One SMTP connection: greeting, TLS, log-in, then mail after mail."""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import SMTP

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.transports import NotNow, Parcel, PerhapsTaken, Refused, Trouble, Unavailable
from lorgnette.mail.transports.smtp.address import SmtpServer
from lorgnette.mail.transports.smtp.wire import DeadlinePassed, Wire, context

NOT_REACHED = _("The mail server could not be reached.")
TOO_SLOW = _("The mail server did not answer in time.")
HUNG_UP = _("The mail server closed the connection.")
NOT_TRUSTED = _("The mail server’s certificate is not trusted.")
TLS_FAILED = _("No encrypted connection to the mail server could be made.")
NOT_SMTP = _("The mail server gave an answer that cannot be understood.")
NO_LOGIN = _("The mail server offers no log-in, yet a user name is set.")
NO_TLS = _("The mail server offers no encryption, so nothing was sent to it.")

# The first that fits; every OSError that is none of these is a connection that broke.
_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (DeadlinePassed, TOO_SLOW),
    (TimeoutError, TOO_SLOW),
    (ssl.SSLCertVerificationError, NOT_TRUSTED),
    (ssl.SSLError, TLS_FAILED),
    (smtplib.SMTPServerDisconnected, HUNG_UP),
    (smtplib.SMTPNotSupportedError, NO_TLS),
    (smtplib.SMTPException, NOT_SMTP),
    (ConnectionRefusedError, NOT_REACHED),
    (socket.gaierror, NOT_REACHED),
)

# A connection that is of no further use.
_BROKEN = (OSError, smtplib.SMTPException, DeadlinePassed)
# Seconds for a goodbye, however slowly it comes.
FAREWELL = 2.0
_NEEDS_LOGIN = frozenset({530, 534, 535, 538})
_LEADING_DOT = re.compile(rb"(?m)^\.")


class SmtpConnection:
    """Raises `Unavailable` when made, if the server cannot be reached or used."""

    def __init__(self, server: SmtpServer) -> None:
        self.wire = Wire(server)
        try:
            with _as(Unavailable), self.wire.deadline():
                self._greet(server)
        except Unavailable:
            self.wire.close()
            raise

    def _greet(self, server: SmtpServer) -> None:
        _expect(self.wire.open(), Unavailable, Unavailable)
        _expect(self.wire.ehlo(), Unavailable, Unavailable)
        if self._wants_starttls(server):
            self.wire.starttls(context=context())
            _expect(self.wire.ehlo(), Unavailable, Unavailable)
        if server.user:
            self._log_in(server)

    def _wants_starttls(self, server: SmtpServer) -> bool:
        if server.tls == "implicit":
            return False
        if server.tls == "required":
            return True
        # A server on this very machine needs no encryption and rarely has a certificate.
        return not server.is_loopback and self.wire.has_extn("starttls")

    def _log_in(self, server: SmtpServer) -> None:
        in_clear = not isinstance(self.wire.sock, ssl.SSLSocket)
        if in_clear and not server.is_loopback:
            raise Unavailable(NO_TLS)
        if not self.wire.has_extn("auth"):
            raise Unavailable(NO_LOGIN)
        self.wire.login(server.user, server.password)

    def send(self, parcel: Parcel, before_content: Callable[[], None]) -> None:
        with _as(NotNow), self.wire.deadline():
            self._address(parcel)
        try:
            before_content()
        except BaseException:
            self._reset()
            raise
        with _as(NotNow), self.wire.deadline():
            _expect(self.wire.docmd("DATA"), Refused, NotNow, wanted=3)
        with _as(PerhapsTaken), self.wire.deadline():
            self.wire.send(_on_the_wire(self._fit(parcel.content)))
            _expect(self.wire.getreply(), Refused, NotNow)

    def _address(self, parcel: Parcel) -> None:
        options = ["BODY=8BITMIME"] if self.wire.has_extn("8bitmime") else []
        wishes: list[str] = []
        if self.wire.server.reports and self.wire.has_extn("dsn"):
            options.append("RET=HDRS")
            wishes.append("NOTIFY=SUCCESS,DELAY,FAILURE")
        try:
            # No server refuses a mail for ever at this point: it refuses us as a sender.
            _expect(self.wire.mail(parcel.sender, options), Unavailable, NotNow)
            _expect(self.wire.rcpt(parcel.recipient, wishes), Refused, NotNow)
        except Refused:
            self._reset()
            raise

    def _fit(self, content: bytes) -> bytes:
        """Eight-bit text becomes quoted-printable for a server of before 1994."""
        if self.wire.has_extn("8bitmime"):
            return content
        message = message_from_bytes(content, policy=SMTP.clone(cte_type="7bit"))
        return message.as_bytes()

    def _reset(self) -> None:
        with contextlib.suppress(*_BROKEN), self.wire.deadline():
            self.wire.rset()

    def close(self) -> None:
        with contextlib.suppress(*_BROKEN), self.wire.deadline(FAREWELL):
            if self.wire.sock is not None:
                self.wire.quit()
        self.wire.close()


def _expect(
    reply: tuple[int, bytes], for_ever: type[Trouble], passing: type[Trouble], wanted: int = 2
) -> None:
    code, raw = reply
    if code // 100 == wanted:
        return
    words = _decoded(raw)
    if code in _NEEDS_LOGIN:
        raise Unavailable(words, code)
    raise (for_ever if code // 100 == 5 else passing)(words, code if code > 0 else None)


@contextlib.contextmanager
def _as(trouble: type[Trouble]) -> Iterator[None]:
    """Failures of the network and of smtplib become `trouble`."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise trouble(_decoded(error.smtp_error), error.smtp_code) from None
    except _BROKEN as error:
        raise trouble(_sentence(error)) from None


def _sentence(error: BaseException) -> str:
    # smtplib reports a wait that was too long as a connection that broke; the cause knows better.
    cause = error.__context__ if isinstance(error.__context__, TimeoutError) else error
    return next((words for kind, words in _SENTENCES if isinstance(cause, kind)), HUNG_UP)


def _on_the_wire(content: bytes) -> bytes:
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return _LEADING_DOT.sub(b"..", ended) + b".\r\n"


def _decoded(raw: bytes | str) -> str:
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]
