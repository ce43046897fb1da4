"""The way out for mail: reached, encrypted, logged in; nothing is sent."""

import ssl
from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from lorgnette.mail.sender_check import latest
from lorgnette.mail.transports import Trouble
from lorgnette.mail.transports.smtp.address import BadSmtpUrl, SmtpServer, parse_url
from lorgnette.mail.transports.smtp.connection import SmtpConnection
from lorgnette.operations.doctor.finding import FAILED, OK, WARNING, Finding, judged
from lorgnette.workspace.settings import current

# Nobody waits a minute for a diagnosis.
LONGEST_SECONDS = 10.0


def server() -> Iterator[Finding]:
    if not settings.SMTP_URL:
        yield _without_server()
        return
    try:
        server = parse_url(settings.SMTP_URL)
    except BadSmtpUrl as error:
        yield Finding("mail server", FAILED, f"{error}.", "Set LORGNETTE_SMTP_URL.")
        return
    yield _spoken_to(server)


def _without_server() -> Finding:
    if settings.DEMO:
        return Finding("mail server", OK, "Mail goes to the demo’s mailbox page.")
    return Finding(
        "mail server",
        WARNING,
        "None is set: no mail leaves, and links are copied by hand.",
        "Set LORGNETTE_SMTP_URL=smtp+tls://user:password@mail.example.com:587",
    )


def _spoken_to(server: SmtpServer) -> Finding:
    place = f"{server.host}:{server.port}"
    quick = {name: min(getattr(server, name), LONGEST_SECONDS) for name in ("timeout", "deadline")}
    try:
        way = SmtpConnection(replace(server, **quick))
    except Trouble as trouble:
        said = f"{trouble.code} {trouble.words}" if trouble.code else trouble.words
        return Finding(
            "mail server",
            FAILED,
            f"{place}: {said}",
            "Check host, port, user and password in LORGNETTE_SMTP_URL, and the firewall.",
        )
    encrypted = isinstance(way.wire.sock, ssl.SSLSocket)
    way.close()
    known = "logged in" if server.user else "without log-in"
    return judged(
        "mail server",
        not encrypted and not server.is_loopback,
        f"{place} answers, {'encrypted' if encrypted else 'in clear'}, {known}.",
        "Begin LORGNETTE_SMTP_URL with smtp+tls:// (port 587) or smtps:// (port 465).",
    )


def sender() -> Iterator[Finding]:
    address, told = current().sender_address, latest()
    if address.endswith("@localhost"):
        yield Finding(
            "sender",
            FAILED,
            f"Mail would come from {address}.",
            "lorgnette workspace --sender-address lorgnette@example.com",
        )
    elif told is None or not told.current:
        yield Finding(
            "sender",
            WARNING,
            f"SPF, DKIM and DMARC of {address.rpartition('@')[2]} were never looked at.",
            "Press “Check the sender” in Settings, Mail.",
        )
    else:
        yield judged(
            "sender",
            told.failing,
            f"{told.domain} was looked at on {told.at:%Y-%m-%d}.",
            "See what is missing in Settings, Mail.",
        )
