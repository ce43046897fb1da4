"""Delivers what is due: claims messages, renders and sends each, writes down how it ended."""

import logging
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from lorgnette.kernel import clock
from lorgnette.kernel.sealing import Unsealable
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import outages, outcomes, retries
from lorgnette.mail.claims import claim, hand, how_many_due, release
from lorgnette.mail.courier import Courier
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.mail.parcels import parcel
from lorgnette.mail.retries import Pace
from lorgnette.mail.route import NoTransport, transport
from lorgnette.mail.transports import Parcel, Refused, Transport, Trouble, Unavailable
from lorgnette.workspace.settings import Settings, current

UNSEALABLE = _("The link of this message cannot be read: the secret key has changed.")
UNRENDERABLE = _("This message cannot be rendered.")
LINK_OVER = _("The link ran out before this message could be sent.")

log = logging.getLogger(__name__)


class _NotOurs(Exception):
    """The message was cancelled, or its lease lost, before its content went out."""


@dataclass(frozen=True)
class _Round:
    """What the sender threads of one call share."""

    transport: Transport
    pace: Pace
    company: Settings
    stop: threading.Event
    outage: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        return self.stop.is_set() or self.outage.is_set()


def deliver_due(
    holder: str,
    limit: int = 2000,
    *,
    pace: Pace = retries.STANDARD,
    stop: threading.Event | None = None,
    via: Transport | None = None,
) -> Counter[str]:
    """Sends up to `limit` due messages; returns how many ended sent, deferred, bounced or failed.

    `holder` names this process among all that work on the outbox. With `pace.threads` 0 the
    caller's own thread does the work. Setting `stop` ends it after the mails in hand.
    """
    this = _Round(via or transport(), pace, current(), stop or threading.Event())
    if this.company.mail_held_at:
        return Counter()
    threads = min(pace.threads, how_many_due(at_most=pace.threads))
    if pace.threads == 0:
        return _send_some(this, holder, limit)
    if threads == 0:
        return Counter()
    share = -(-limit // threads)
    with ThreadPoolExecutor(threads, thread_name_prefix="mail") as pool:
        names = [f"{holder}/{n}" for n in range(threads)]
        tallies = list(pool.map(lambda name: _in_thread(this, name, share), names))
    return sum(tallies, Counter())


def _in_thread(this: _Round, holder: str, limit: int) -> Counter[str]:
    try:
        return _send_some(this, holder, limit)
    finally:
        connection.close()


def _send_some(this: _Round, holder: str, limit: int) -> Counter[str]:
    tally: Counter[str] = Counter()
    courier = Courier(this.transport, this.pace.per_connection)
    try:
        while not this.over and tally.total() < limit and not current().mail_held_at:
            size = min(this.pace.batch, limit - tally.total())
            batch = claim(holder, size, this.pace.lease)
            if not batch:
                break
            tally.update(_send_batch(this, courier, holder, batch))
            release(holder)
    finally:
        courier.close()
    return tally


def _send_batch(this: _Round, courier: Courier, holder: str, batch: list[Message]) -> Counter[str]:
    tally: Counter[str] = Counter()
    for message in batch:
        if this.over or _soon_over(message, this.pace):
            break
        try:
            tally[_send_one(this, courier, holder, message)] += 1
        except Unavailable as trouble:
            this.outage.set()
            lasting = not isinstance(this.transport, NoTransport)
            tally["deferred"] += outages.defer_due(trouble, holder, this.pace, gives_up=lasting)
    return tally


def _soon_over(message: Message, pace: Pace) -> bool:
    """A slow server used up the lease: what is left of the batch goes back to the queue."""
    return message.lease_until is None or message.lease_until - clock.now() < pace.lease / 2


def _send_one(this: _Round, courier: Courier, holder: str, message: Message) -> str:
    try:
        mail = _ready(message, this.company)
        courier.carry(mail, lambda: _hand(message, holder, this.pace))
    except Unavailable:
        raise
    except _NotOurs:
        outcomes.withdrawn(message)
        return "withdrawn"
    except _Unsendable as trouble:
        outcomes.failed(message, trouble)
        return "failed"
    except Refused as trouble:
        outcomes.bounced(message, trouble)
        return "bounced"
    except Trouble as trouble:
        return "deferred" if outcomes.try_or_give_up(message, trouble, this.pace) else "failed"
    outcomes.sent(message, delivered=this.transport.delivers)
    return "sent"


class _Unsendable(Trouble):
    """No server is at fault: this message cannot be made, now or later."""


def _ready(message: Message, company: Settings) -> Parcel:
    at = clock.now()
    if message.cancelled_at is not None:
        raise _NotOurs
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


def _hand(message: Message, holder: str, pace: Pace) -> None:
    if not hand(message, holder, pace.lease):
        raise _NotOurs
