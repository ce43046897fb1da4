"""Takes in returned mail: a report that comes to a signed return path becomes a dated fact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.kernel.addresses import parse_address
from lorgnette.mail import suppression
from lorgnette.mail.mime import Unreadable
from lorgnette.mail.models import Message
from lorgnette.mail.outcomes import FINAL
from lorgnette.mail.reports import BOUNCED, COMPLAINED, DELAYED, DELIVERED, Report, report
from lorgnette.mail.return_path import message_of

# What a mail that is no news is put down as.
KNOWN, IGNORED, UNREADABLE = "known", "ignored", "unreadable"

_VERBS = {
    BOUNCED: "mail.bounced",
    DELAYED: "mail.delayed",
    DELIVERED: "mail.delivered",
    COMPLAINED: "mail.complained",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """`outcome` is bounced, delayed, delivered or complained; `known` where that was told before,
    `ignored` for a mail that is no report or not signed by us, `unreadable` for no mail at all.

    `message_ref` and `about_ref` (a member's) are empty unless its signature was ours.
    """

    outcome: str
    message_ref: str = ""
    about_ref: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Genuine:
    """A report that came to a signed return path, and the message that was sent under it."""

    message: Message
    report: Report


def recognise(raw: bytes, recipient: str = "") -> Genuine | Taken:
    """Reads one mail; `recipient` is the envelope's, where the mail server names it.

    Nothing but a signature of ours in an address that the mail came to, or was sent as, makes it
    count. Writes nothing.
    """
    try:
        told = report(raw)
    except Unreadable:
        return Taken(UNREADABLE)
    message = _message((recipient, *told.addresses)) if told else None
    return Genuine(message, told) if told and message else Taken(IGNORED)


def note(genuine: Genuine) -> Taken:
    """Writes the fact, in the caller's transaction; the same report twice changes nothing."""
    message, told = genuine.message, genuine.report
    with transaction.atomic():
        news = _written(message, told, clock.now())
    outcome = told.verdict if news else KNOWN
    return Taken(outcome, message.public_id, message.about_ref, told.words)


def _message(addresses: tuple[str, ...]) -> Message | None:
    refs = (message_of(address) for address in addresses)
    genuine = next((ref for ref in refs if ref), None)
    return Message.objects.filter(public_id=genuine).first() if genuine else None


def _written(message: Message, told: Report, at: datetime) -> bool:
    """Whether it was news. A mail that was reported on has left: it is not sent again."""
    rows = Message.objects.filter(_open_to(told), pk=message.pk)
    sent = {"sent_at": Coalesce("sent_at", at)} if told.verdict != BOUNCED else {}
    if not rows.update(**_facts(told, at), **sent, **FINAL):
        return False
    _record(message, told)
    # The address of an old mail may have been forgotten.
    if told.verdict == COMPLAINED and message.to_address:
        key = parse_address(message.to_address).key
        suppression.suppress(key, suppression.COMPLAINT, SYSTEM, message.about_ref)
    return True


def _open_to(told: Report) -> Q:
    """The messages to which such a report is news."""
    if told.verdict == COMPLAINED:
        return Q(complained_at=None)
    if told.verdict == BOUNCED:
        return Q(bounced_at=None)
    arrived = Q(bounced_at=None, delivered_at=None)
    if told.verdict == DELAYED:
        return arrived & ~Q(delayed_at__isnull=False, reply_text=told.words)
    return arrived


def _facts(told: Report, at: datetime) -> dict[str, Any]:
    facts: dict[str, Any] = {f"{told.verdict}_at": at}
    if told.verdict in (BOUNCED, DELAYED):
        facts |= {"reply_code": told.code, "reply_text": told.words, "reply_status": told.status}
    return facts


def _record(message: Message, told: Report) -> None:
    record(
        _VERBS[told.verdict],
        SYSTEM,
        subject_kind="member" if message.about_ref else "message",
        subject_ref=message.about_ref or message.public_id,
        values={
            "kind": message.kind,
            "message": message.public_id,
            "code": told.code,
            "status": told.status,
            "reported": True,
        },
        personal={"address": message.to_address, "words": told.words},
    )
