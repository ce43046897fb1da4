"""Writes how a try ended: a dated fact on the message and its audit record, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.audit.record import Subject, record_many
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.mail import database_clock
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import PerhapsTaken, Trouble

FREE = {"lease_until": None, "lease_holder": ""}
FINAL = {"final": True, "sealed": None, **FREE}


def sent(message: Message, *, delivered: bool) -> None:
    """The server took it."""
    sent_many([message], delivered=delivered)


def sent_many(messages: Sequence[Message], *, delivered: bool) -> None:
    """The server took them. Written even if a lease was lost meanwhile: it is the truth."""
    at = clock.now()
    facts = {"sent_at": at, "delivered_at": at if delivered else None}
    with transaction.atomic(savepoint=False):
        still_open = Message.objects.filter(pk__in=[m.pk for m in messages], final=False)
        ids = set(still_open.select_for_update().values_list("pk", flat=True))
        Message.objects.filter(pk__in=ids).update(
            **facts, **FINAL, reply_code=None, reply_text="", reply_status=""
        )
        _record("mail.sent", [m for m in messages if m.pk in ids])


def bounced(message: Message, trouble: Trouble) -> None:
    """The server refused it for ever. Somebody else may have it by now: then nothing is written."""
    _finish(message, "mail.bounced", {"bounced_at": clock.now()} | words_of(trouble))


def failed(message: Message, trouble: Trouble) -> None:
    """It will not be tried again."""
    _finish(message, "mail.failed", {"failed_at": clock.now()} | words_of(trouble))


def deferred(message: Message, trouble: Trouble, next_try_at: datetime) -> None:
    """It is tried again at `next_try_at`, unless it was cancelled meanwhile."""
    at, news = clock.now(), is_news(message, trouble)
    facts = {"deferred_at": at, "next_try_at": next_try_at, "handed_at": None} | words_of(trouble)
    perhaps = isinstance(trouble, PerhapsTaken) and message.maybe_twice_at is None
    with transaction.atomic():
        if not _ours(message).update(
            **facts, **FREE, **({"maybe_twice_at": at} if perhaps else {})
        ):
            return
        close_cancelled([message.pk])
        if news:
            record_deferred([message], trouble)
        if perhaps:
            record_maybe_twice([message])


def try_or_give_up(message: Message, trouble: Trouble, pace: Pace) -> bool:
    """Defers the message, or fails it once it was tried long enough; True if deferred."""
    next_try_at = database_clock.now() + pace.delay(message.attempts)
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
    _record("mail.deferred", messages, trouble.code, trouble.words)


def record_maybe_twice(messages: Iterable[Message]) -> None:
    """In the caller's transaction."""
    _record("mail.maybe_twice", messages)


def record_failed(messages: Iterable[Message], trouble: Trouble) -> None:
    """In the caller's transaction."""
    _record("mail.failed", messages, trouble.code, trouble.words)


def _finish(message: Message, verb: str, facts: dict[str, object]) -> None:
    with transaction.atomic():
        if _ours(message).update(**facts, **FINAL):
            _record(verb, [message], facts.get("reply_code"), facts["reply_text"])


def _ours(message: Message) -> QuerySet[Message]:
    """Unless the lease ran out and somebody else has it."""
    return Message.objects.filter(pk=message.pk, final=False, lease_holder=message.lease_holder)


def words_of(trouble: Trouble) -> dict[str, object]:
    """The server's answer, as the message's row keeps it."""
    return {"reply_code": trouble.code, "reply_text": trouble.words[:500]}


def is_news(message: Message, trouble: Trouble) -> bool:
    """The same answer again is no event; the first deferral and another answer are."""
    before = (message.deferred_at is not None, message.reply_code, message.reply_text)
    return before != (True, trouble.code, trouble.words[:500])


def _record(
    verb: str, messages: Iterable[Message], code: object = None, words: object = ""
) -> None:
    subjects = [
        Subject(
            kind="member" if message.about_ref else "message",
            ref=message.about_ref or message.public_id,
            values={"kind": message.kind, "message": message.public_id, "code": code},
            personal={"address": message.to_address, "words": words},
        )
        for message in messages
    ]
    if subjects:
        record_many(verb, SYSTEM, subjects)
