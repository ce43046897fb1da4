"""Defers everything that is due when the server itself cannot be used."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from lorgnette.kernel import clock
from lorgnette.mail import claims, database_clock, outcomes
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import Unavailable

_CHUNK = 500
_MOMENT = timedelta(microseconds=1)


def defer_due(trouble: Unavailable, holder: str, pace: Pace, *, gives_up: bool = True) -> int:
    """All that is due and nobody has; returns how many.

    The server's words stand on each, so that nobody has to guess why nothing arrives. Each is
    claimed first: two that see the outage defer no message twice.
    """
    at, total = database_clock.now(), 0
    while True:
        with transaction.atomic():
            batch = claims.claim(holder, _CHUNK, pace.lease, at=at)
            if not batch:
                return total
            # Always after `at`: what is put off is not due again in this loop.
            after = max(database_clock.now(), at + _MOMENT)
            next_try_at = after + pace.outage_delay(batch[0].attempts)
            over = [m for m in batch if gives_up and pace.gives_up(m.queued_at, next_try_at)]
            given_up = {message.pk for message in over}
            _write(over, trouble, failed_at=clock.now(), **outcomes.FINAL)
            outcomes.record_failed(over, trouble)
            waiting = [message for message in batch if message.pk not in given_up]
            _defer(waiting, trouble, next_try_at=next_try_at)
        total += len(batch)


def _defer(waiting: Sequence[Message], trouble: Unavailable, **when: object) -> None:
    _write(waiting, trouble, **when, deferred_at=clock.now(), **outcomes.FREE)
    outcomes.close_cancelled([message.pk for message in waiting])
    outcomes.record_deferred([m for m in waiting if outcomes.is_news(m, trouble)], trouble)


def _write(messages: Sequence[Message], trouble: Unavailable, **facts: object) -> None:
    rows = Message.objects.filter(pk__in=[message.pk for message in messages])
    rows.update(**facts, **outcomes.words_of(trouble))
