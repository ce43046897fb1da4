"""Where a message stands, read from its facts as a bystander would."""

from dataclasses import dataclass

from lorgnette.mail.models import Message

QUEUED, SENDING, DEFERRED = "queued", "sending", "deferred"
SENT, DELIVERED, BOUNCED = "sent", "delivered", "bounced"
FAILED, CANCELLED = "failed", "cancelled"


@dataclass(frozen=True, slots=True)
class Standing:
    """`outcome` is one of the codes above.

    `reply_text` holds the mail server's words, or a sentence of ours that is in the catalogue;
    `reply_code` is the server's, if it gave one.
    """

    outcome: str
    maybe_twice: bool
    reply_code: int | None
    reply_text: str


def standing(message: Message) -> Standing:
    return Standing(
        outcome=outcome(message),
        maybe_twice=message.maybe_twice_at is not None,
        reply_code=message.reply_code,
        reply_text=message.reply_text,
    )


def outcome(message: Message) -> str:
    """The code; what is final before what may still change."""
    for code, at in (
        (BOUNCED, message.bounced_at),
        (FAILED, message.failed_at),
        (DELIVERED, message.delivered_at),
        (SENT, message.sent_at),
        (CANCELLED, message.cancelled_at),
        (SENDING, message.handed_at),
        (DEFERRED, message.deferred_at),
    ):
        if at is not None:
            return code
    return QUEUED
