"""Delivers the past's mails into the demo's mailbox; some addresses do not exist."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

from lorgnette.mail import outbox, retries
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import Message
from lorgnette.mail.transports import Parcel, Refused
from lorgnette.mail.transports.mailbox import MailboxTransport

# In the caller's own thread and transaction.
_PACE = replace(retries.STANDARD, threads=0, batch=100, lease=timedelta(hours=1))


class DemoTransport(MailboxTransport):
    """The mailbox, but for `missing` addresses, which it refuses as a mail server would."""

    def __init__(self, missing: Collection[str]) -> None:
        self._missing = frozenset(missing)

    def connect(self) -> "DemoTransport":
        return self

    def send(self, parcel: Parcel, before_content: Callable[[], None]) -> None:
        if parcel.recipient in self._missing:
            raise Refused("5.1.1 No such mailbox here", 550)
        super().send(parcel, before_content)


def deliver(missing: Collection[str]) -> None:
    """All that is due now."""
    deliver_due("demo", via=DemoTransport(missing), pace=_PACE)


def waiting_tokens() -> dict[str, str]:
    """The tokens of the links in mails not yet gone, by the public id of whom they are for."""
    box = outbox.sealer()
    return {
        message.about_ref: box.open(bytes(message.sealed)).rsplit("/", 1)[-1]
        for message in Message.objects.filter(kind="invitation", final=False)
        if message.sealed
    }
