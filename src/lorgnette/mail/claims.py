"""Takes messages off the queue for one sender, for the time of a lease."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from lorgnette.kernel import clock
from lorgnette.mail import outcomes
from lorgnette.mail.models import Message

_CLAIM = """
UPDATE mail_message
SET lease_until = %s, lease_holder = %s, attempts = attempts + 1, handed_at = NULL,
    maybe_twice_at = CASE WHEN handed_at IS NULL THEN maybe_twice_at
                          ELSE COALESCE(maybe_twice_at, %s) END
WHERE id IN (
    SELECT id FROM mail_message
    WHERE NOT final AND next_try_at <= %s AND (lease_until IS NULL OR lease_until <= %s)
    ORDER BY next_try_at, id LIMIT %s {lock}
)
RETURNING id
"""


def how_many_due(at_most: int) -> int:
    """Counts without claiming: an idle worker writes nothing."""
    at = clock.now()
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    due = Message.objects.filter(free, final=False, next_try_at__lte=at)
    return len(due.values("id")[:at_most])


def claim(holder: str, limit: int, lease: timedelta) -> list[Message]:
    """Up to `limit` due messages, now leased to `holder`, the longest due first.

    One that was handed to a server by somebody who never said how it ended is flagged: it may
    arrive twice.
    """
    at = clock.now()
    now, until = (connection.ops.adapt_datetimefield_value(t) for t in (at, at + lease))
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM.format(lock=lock), [until, holder, now, now, now, limit])
            ids = [row[0] for row in cursor.fetchall()]
        found = Message.objects.select_related("text").filter(id__in=ids)
        messages = sorted(found, key=lambda message: (message.next_try_at, message.id))
        outcomes.record_maybe_twice(m for m in messages if m.maybe_twice_at == at)
    return messages


def hand(message: Message, holder: str, lease: timedelta) -> bool:
    """Notes that the content is about to go out; False if the message is no longer ours to send."""
    at = clock.now()
    mine = Message.objects.filter(
        pk=message.pk, lease_holder=holder, lease_until__gt=at, final=False, cancelled_at=None
    )
    return mine.update(handed_at=at, lease_until=at + lease) == 1


def release(holder: str) -> int:
    """Gives back what was claimed and not handed over: a stopping worker's last act."""
    mine = Message.objects.filter(
        lease_holder=holder, lease_until__isnull=False, handed_at=None, final=False
    )
    return mine.update(lease_until=None, lease_holder="", attempts=F("attempts") - 1)
