"""Which way mail leaves this installation."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.transports import Connection, Transport, Unavailable

NO_SERVER = _("No SMTP server is set, so no mail leaves.")

_SMTP = "lorgnette.mail.transports.smtp.SmtpTransport"
_MAILBOX = "lorgnette.mail.transports.mailbox.MailboxTransport"


class NoTransport:
    """No SMTP server is set: messages wait, and say why."""

    delivers = False

    def connect(self) -> Connection:
        raise Unavailable(NO_SERVER)


def transport() -> Transport:
    """SMTP where it is set, else the mailbox in the demo, else none."""
    return _made(settings.SMTP_URL, settings.DEMO)


def leaves() -> bool:
    """Whether any mail leaves, if only for the demo's mailbox; else links are handed over."""
    return not isinstance(transport(), NoTransport)


def uses_mailbox() -> bool:
    """Whether mail stays in the demo's mailbox."""
    return settings.DEMO and not settings.SMTP_URL


@cache
def _made(smtp_url: str, demo: bool) -> Transport:
    if smtp_url:
        made: Transport = import_string(_SMTP)(smtp_url)
        return made
    if demo:
        mailbox: Transport = import_string(_MAILBOX)()
        return mailbox
    return NoTransport()
