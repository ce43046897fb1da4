"""The figures of the whole installation, read from the database in a few cheap queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from lorgnette.access.seats import standing
from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.workspace import presence, troubles
from lorgnette.workspace.settings import current
from lorgnette.workspace.troubles import JobTrouble

_BOUNCED, _FAILED = Q(bounced_at__isnull=False), Q(failed_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Figures:
    """Ages are in seconds; None is unknown, or no limit."""

    waiting: int
    due: int
    oldest_due: float
    ended: Mapping[str, int]
    mail_held: bool
    seats_taken: int | None
    seats_pending: int | None
    seats_limit: int | None
    unsealed: int
    processes: Mapping[str, int]
    worker_age: float | None
    troubles: Sequence[JobTrouble]


def read() -> Figures:
    """As it is now."""
    at = clock.now()
    seats, queue = standing(), _queue(at)
    living = presence.living()
    ages = [(at - p.seen_at).total_seconds() for p in living if p.kind == "worker"]
    return Figures(
        waiting=queue["waiting"],
        due=queue["due"],
        oldest_due=_age(queue["oldest"], at),
        ended=_ended(),
        mail_held=current().mail_held_at is not None,
        # Without a limit they are not counted.
        seats_taken=seats.taken if seats.limit else None,
        seats_pending=seats.pending if seats.limit else None,
        seats_limit=seats.limit,
        unsealed=Entry.objects.filter(seq=None).count(),
        processes={k: sum(p.kind == k for p in living) for k in presence.KINDS},
        worker_age=max(0.0, min(ages)) if ages else None,
        troubles=troubles.known(),
    )


def _queue(at: datetime) -> dict[str, Any]:
    due = Q(next_try_at__lte=at) & (Q(lease_until=None) | Q(lease_until__lte=at))
    return Message.objects.filter(final=False).aggregate(
        waiting=Count("pk"), due=Count("pk", due), oldest=Min("next_try_at", filter=due)
    )


def _age(oldest: datetime | None, at: datetime) -> float:
    return (at - oldest).total_seconds() if oldest else 0.0


def _ended() -> dict[str, int]:
    """Each along an index of its own: the table holds a year of wide rows."""
    undelivered = Message.objects.filter(_BOUNCED | _FAILED)
    return {
        "sent": Message.objects.filter(sent_at__isnull=False).count(),
        "cancelled": Message.objects.filter(cancelled_at__isnull=False).count(),
        **undelivered.aggregate(bounced=Count("pk", _BOUNCED), failed=Count("pk", _FAILED)),
    }
