"""SMTP, as `LORGNETTE_SMTP_URL` describes it."""

from dataclasses import replace

from django.conf import settings

from lorgnette.mail.transports.smtp.address import SmtpServer, parse_url
from lorgnette.mail.transports.smtp.connection import SmtpConnection

__all__ = ["SmtpTransport"]


class SmtpTransport:
    """Opens connections to one server."""

    delivers = False

    def __init__(self, url: str) -> None:
        self.server: SmtpServer = replace(parse_url(url), reports=settings.DELIVERY_REPORTS)

    def connect(self) -> SmtpConnection:
        return SmtpConnection(self.server)
