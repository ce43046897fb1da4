"""The demo's mailbox: mails are kept as rows that the mailbox page shows."""

from collections.abc import Callable

from lorgnette.kernel import clock
from lorgnette.mail.models import MailboxMail
from lorgnette.mail.transports import Parcel


class MailboxTransport:
    """Its own connection, too: there is nothing to open."""

    delivers = True

    def connect(self) -> "MailboxTransport":
        return self

    def send(self, parcel: Parcel, before_content: Callable[[], None]) -> None:
        """Keeps the mail, once for each Message-ID."""
        before_content()
        MailboxMail.objects.get_or_create(
            message_id=parcel.message_id,
            defaults={
                "to_address": parcel.recipient,
                "subject": parcel.subject[:500],
                "received_at": clock.now(),
                "source": parcel.content,
            },
        )

    def close(self) -> None:
        """There is nothing to close."""
