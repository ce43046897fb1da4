"""Defers everything that is due when the server itself cannot be used."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from lorgnette.kernel import clock
from lorgnette.mail import outcomes
from lorgnette.mail.models import Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import Unavailable

_CHUNK = 500
_MOMENT = timedelta(microseconds=1)


def defer_due(trouble: Unavailable, holder: str, pace: Pace, *, gives_up: bool = True) -> int:
    """All that is due and free, and what `holder` has claimed; returns how many.

    The server's words stand on each, so that nobody has to guess why nothing arrives.
    """
    at, total = clock.now(), 0
    while batch := list(_due(holder, at)[:_CHUNK]):
        # Always after `at`: what is put off is not due again in this loop.
        next_try_at = max(clock.now(), at + _MOMENT) + pace.outage_delay(batch[0].attempts)
        over = [m for m in batch if gives_up and pace.gives_up(m.queued_at, next_try_at)]
        for message in over:
            outcomes.failed(message, trouble)
        waiting = [m for m in batch if m not in over]
        _defer(waiting, trouble, _due(holder, at), next_try_at)
        total += len(batch)
    return total


def _due(holder: str, at: datetime) -> QuerySet[Message]:
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    due = Q(next_try_at__lte=at, handed_at=None) & free
    mine = Q(lease_holder=holder, lease_until__isnull=False)
    return Message.objects.filter(due | mine, final=False).order_by("next_try_at", "id")


def _defer(
    batch: Sequence[Message], trouble: Unavailable, due: QuerySet[Message], next_try_at: datetime
) -> None:
    ids = [message.pk for message in batch]
    with transaction.atomic():
        due.order_by().filter(pk__in=ids).update(
            **outcomes.FREE,
            **outcomes.words_of(trouble),
            deferred_at=clock.now(),
            next_try_at=next_try_at,
            attempts=F("attempts") + 1,
            handed_at=None,
        )
        outcomes.close_cancelled(ids)
        outcomes.record_deferred([m for m in batch if outcomes.is_news(m, trouble)], trouble)
