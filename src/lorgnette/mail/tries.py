"""Tries to send one message; asks no database."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lorgnette.kernel import clock
from lorgnette.kernel.sealing import Unsealable
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail.courier import Courier
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.mail.parcels import parcel
from lorgnette.mail.transports import Parcel, PerhapsTaken, Refused, Trouble, Unavailable
from lorgnette.workspace.settings import Settings

UNSEALABLE = _("The link of this message cannot be read: the secret key has changed.")
UNRENDERABLE = _("This message cannot be rendered.")
LINK_OVER = _("The link ran out before this message could be sent.")
BROKEN = _("Something went wrong here while the message was being sent.")

SENT, BOUNCED, FAILED, DEFERRED = "sent", "bounced", "failed", "deferred"
# Not written as an end: the server cannot be used, or nothing went out and nobody is at fault.
UNAVAILABLE, UNSENT = "unavailable", "unsent"

log = logging.getLogger(__name__)


class NotOurs(Exception):
    """The lease may have been lost before the content went out."""


class _Unsendable(Trouble):
    """No server is at fault: this message cannot be made, now or later."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a try ended: one of the codes above, with the trouble for all but sent and unsent."""

    message: Message
    how: str
    trouble: Trouble | None = None


def attempt(
    message: Message, courier: Courier, company: Settings, still_ours: Callable[[], None]
) -> Ended:
    """`still_ours` is called right before the content goes out and may raise `NotOurs`."""
    try:
        courier.carry(_ready(message, company), still_ours)
    except NotOurs:
        return Ended(message, UNSENT)
    except Trouble as trouble:
        return Ended(message, _how(trouble), trouble)
    except Exception:  # whatever it was, the mail may be out, and the others must go on
        log.exception("Message %s was not sent.", message.public_id)
        courier.close()
        return Ended(message, DEFERRED, PerhapsTaken(BROKEN))
    return Ended(message, SENT)


def _how(trouble: Trouble) -> str:
    if isinstance(trouble, Unavailable):
        return UNAVAILABLE
    if isinstance(trouble, Refused):
        return BOUNCED
    return FAILED if isinstance(trouble, _Unsendable) else DEFERRED


def _ready(message: Message, company: Settings) -> Parcel:
    at = clock.now()
    if _link_is_over(message, at):
        raise _Unsendable(LINK_OVER)
    try:
        link = sealer().open(bytes(message.sealed or b""))
    except Unsealable:
        raise _Unsendable(UNSEALABLE) from None
    try:
        return parcel(message, link, company.sender_address, at, company.sender_name)
    except Exception:  # one message that cannot be made must not stop the others
        log.exception("Message %s cannot be rendered.", message.public_id)
        raise _Unsendable(UNRENDERABLE) from None


def _link_is_over(message: Message, at: datetime) -> bool:
    ends = message.values.get("link_ends_at")
    return bool(ends) and datetime.fromisoformat(ends) <= at
