"""How the outbox stands: what waits, and what became of the mails of the last day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from lorgnette.kernel import clock
from lorgnette.mail.models import Message

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """`waiting` mails have not left; `deferred` of them were put off; `oldest` waits longest.

    The others count what happened within a day, as far as servers reported on it.
    """

    waiting: int
    deferred: int
    oldest: datetime | None
    sent: int
    delivered: int
    delayed: int
    bounced: int
    complained: int


def tally() -> Tally:
    """Counted along indexes: of a large outbox, what is unfinished or of the last day."""
    open_rows = Message.objects.filter(final=False)
    waiting = open_rows.aggregate(
        waiting=Count("pk"),
        deferred=Count("pk", filter=Q(deferred_at__isnull=False)),
        oldest=Min("queued_at"),
    )
    lately = Message.objects.filter(sent_at__gt=clock.now() - DAY)
    told = lately.aggregate(
        sent=Count("pk"),
        delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
        delayed=Count("pk", filter=Q(delayed_at__isnull=False, delivered_at=None, bounced_at=None)),
        complained=Count("pk", filter=Q(complained_at__isnull=False)),
    )
    # Also those that our own server refused, which never left.
    bounced = Message.objects.filter(bounced_at__gt=clock.now() - DAY).count()
    return Tally(**waiting, **told, bounced=bounced)
