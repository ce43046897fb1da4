"""Reads the address of an SMTP server."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtp+tls": 587, "smtps": 465}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class BadSmtpUrl(ValueError):
    """The address cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`tls` is `offered` (STARTTLS where offered), `required` (STARTTLS) or `implicit`.

    `timeout` is the longest wait for one answer, `deadline` for one mail or one greeting with
    log-in, both in seconds. `reports`: ask for a report of each delivery (RFC 3461).
    """

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""
    timeout: float = 30
    deadline: float = 60
    reports: bool = False

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK


def parse_url(url: str) -> SmtpServer:
    """`smtp://`, `smtp+tls://` or `smtps://`, user and password percent-encoded.

    `?timeout=` and `?deadline=` change the two waits. Raises `BadSmtpUrl`.
    """
    try:
        parts = urlsplit(url)
        port, options = parts.port, parse_qs(parts.query, strict_parsing=bool(parts.query))
        waits = {
            name: float(options[name][0]) for name in ("timeout", "deadline") if name in options
        }
    except ValueError as error:
        raise BadSmtpUrl(f"the SMTP address cannot be read: {error}") from None
    if parts.scheme not in PORTS:
        raise BadSmtpUrl("the SMTP address must start with smtp://, smtp+tls:// or smtps://")
    if not parts.hostname or parts.path not in ("", "/"):
        raise BadSmtpUrl("the SMTP address must name a host, and nothing after it")
    tls = {"smtp": "offered", "smtp+tls": "required", "smtps": "implicit"}[parts.scheme]
    return SmtpServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        timeout=waits.get("timeout", 30),
        deadline=waits.get("deadline", 60),
    )
