"""Takes messages off the queue for one holder, for the time of a lease."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from lorgnette.mail import database_clock, outcomes
from lorgnette.mail.models import Message

_CLAIM = """
UPDATE mail_message
SET lease_until = %s, lease_holder = %s, attempts = attempts + 1, handed_at = NULL,
    maybe_twice_at = CASE WHEN handed_at IS NULL THEN maybe_twice_at
                          ELSE COALESCE(maybe_twice_at, %s) END
WHERE id IN (
    SELECT id FROM mail_message
    WHERE NOT final AND next_try_at <= %s AND (lease_until IS NULL OR lease_until <= %s){others}
    ORDER BY next_try_at, id LIMIT %s {lock}
)
RETURNING id
"""
_HAND = """
UPDATE mail_message SET handed_at = %s, lease_until = %s
WHERE id IN ({ids}) AND lease_holder = %s AND lease_until > %s AND NOT final
      AND cancelled_at IS NULL
RETURNING id
"""


def any_due() -> bool:
    """Looks without claiming: an idle worker writes nothing."""
    at = database_clock.now()
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    return Message.objects.filter(free, final=False, next_try_at__lte=at).exists()


def claim(
    holder: str,
    limit: int,
    lease: timedelta,
    *,
    but: Collection[str] = (),
    at: datetime | None = None,
) -> list[Message]:
    """Up to `limit` due messages, now leased to `holder`, the longest due first.

    Those to the domains of `but` are passed over; `at` is now where nothing else is said. One
    that was handed to a server by somebody who never said how it ended is flagged: it may arrive
    twice.
    """
    at = at or database_clock.now()
    now, until = _stored(at), _stored(at + lease)
    others = f" AND to_domain NOT IN ({_places(but)})" if but else ""
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    with transaction.atomic(savepoint=False):
        ids = _ids(
            _CLAIM.format(lock=lock, others=others),
            [until, holder, now, now, now, *but, limit],
        )
        found = Message.objects.select_related("text").filter(id__in=ids)
        messages = sorted(found, key=lambda message: (message.next_try_at, message.id))
        outcomes.record_maybe_twice(m for m in messages if m.maybe_twice_at == at)
    return messages


def hand(messages: Sequence[Message], holder: str, lease: timedelta) -> list[Message]:
    """Notes that their contents are about to go out; those that are still ours to send."""
    at = database_clock.now()
    given = [_stored(at), _stored(at + lease), *(m.pk for m in messages), holder, _stored(at)]
    ours = set(_ids(_HAND.format(ids=_places(messages)), given)) if messages else set()
    return [message for message in messages if message.pk in ours]


def renew(holder: str, lease: timedelta) -> None:
    """Keeps all that the holder has."""
    _of(holder).update(lease_until=database_clock.now() + lease)


def put_back(holder: str, ids: Collection[int] | None = None) -> int:
    """Gives back what was claimed and surely not sent; without `ids`, all the holder has."""
    rows = _of(holder) if ids is None else _of(holder).filter(pk__in=ids)
    return rows.update(**outcomes.FREE, handed_at=None, attempts=F("attempts") - 1)


def _of(holder: str) -> QuerySet[Message]:
    return Message.objects.filter(lease_holder=holder, lease_until__isnull=False, final=False)


def _stored(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _places(items: Collection[object]) -> str:
    return ", ".join(["%s"] * len(items))


def _ids(statement: str, given: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]
