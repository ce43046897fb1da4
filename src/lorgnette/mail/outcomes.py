"""Writes how a try ended: a dated fact on the message and its audit record, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import PerhapsTaken, Trouble

FREE = {"lease_until": None, "lease_holder": ""}
FINAL = {"final": True, "sealed": None, **FREE}


def sent(message: Message, *, delivered: bool) -> None:
    """The server took it. Written even if the lease was lost meanwhile: it is the truth."""
    at = clock.now()
    facts = {"sent_at": at, "delivered_at": at if delivered else None}
    _finish(message, "mail.sent", facts | {"reply_code": None, "reply_text": ""})


def bounced(message: Message, trouble: Trouble) -> None:
    """The server refused it for ever."""
    _finish(message, "mail.bounced", {"bounced_at": clock.now()} | words_of(trouble))


def failed(message: Message, trouble: Trouble) -> None:
    """It will not be tried again."""
    _finish(message, "mail.failed", {"failed_at": clock.now()} | words_of(trouble))


def withdrawn(message: Message) -> None:
    """It was cancelled while a sender had it, and never got out."""
    close_cancelled([message.pk])


def deferred(message: Message, trouble: Trouble, next_try_at: datetime) -> None:
    """It is tried again at `next_try_at`, unless it was cancelled meanwhile."""
    at, news = clock.now(), is_news(message, trouble)
    facts = {"deferred_at": at, "next_try_at": next_try_at, "handed_at": None} | words_of(trouble)
    perhaps = isinstance(trouble, PerhapsTaken) and message.maybe_twice_at is None
    with transaction.atomic():
        rows = _open(message).filter(lease_holder=message.lease_holder)
        if not rows.update(**facts, **FREE, **({"maybe_twice_at": at} if perhaps else {})):
            return
        close_cancelled([message.pk])
        if news:
            record_deferred([message], trouble)
        if perhaps:
            record_maybe_twice([message])


def try_or_give_up(message: Message, trouble: Trouble, pace: Pace) -> bool:
    """Defers the message, or fails it once it was tried long enough; True if deferred."""
    next_try_at = clock.now() + pace.delay(message.attempts)
    if pace.gives_up(message.queued_at, next_try_at):
        failed(message, trouble)
        return False
    deferred(message, trouble, next_try_at)
    return True


def close_cancelled(ids: Sequence[int]) -> None:
    """Ends those that were cancelled while a sender had them."""
    open_rows = Message.objects.filter(pk__in=ids, final=False).exclude(cancelled_at=None)
    open_rows.update(**FINAL, handed_at=None)


def record_deferred(messages: Iterable[Message], trouble: Trouble) -> None:
    """In the caller's transaction."""
    for message in messages:
        _record("mail.deferred", message, trouble.code, trouble.words)


def record_maybe_twice(messages: Iterable[Message]) -> None:
    """In the caller's transaction."""
    for message in messages:
        _record("mail.maybe_twice", message)


def _finish(message: Message, verb: str, facts: dict[str, object]) -> None:
    with transaction.atomic():
        if _open(message).update(**facts, **FINAL):
            _record(verb, message, facts.get("reply_code"), facts["reply_text"])


def _open(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, final=False)


def words_of(trouble: Trouble) -> dict[str, object]:
    """The server's answer, as the message's row keeps it."""
    return {"reply_code": trouble.code, "reply_text": trouble.words[:500]}


def is_news(message: Message, trouble: Trouble) -> bool:
    """The same answer again is no event; the first deferral and another answer are."""
    before = (message.deferred_at is not None, message.reply_code, message.reply_text)
    return before != (True, trouble.code, trouble.words[:500])


def _record(verb: str, message: Message, code: object = None, words: object = "") -> None:
    record(
        verb,
        SYSTEM,
        subject_kind="member" if message.about_ref else "message",
        subject_ref=message.about_ref or message.public_id,
        values={"kind": message.kind, "message": message.public_id, "code": code},
        personal={"address": message.to_address, "words": words},
    )
