"""The events that could not be taken: listed, newest first, and one in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from lorgnette.activities.models import DeadEvent
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

PAGE_SIZE = 50


class DeadEventMissing(Refusal):
    code = "dead_event_missing"
    words = _("There is no such event any more.")
    status = 404


@dataclass(frozen=True, slots=True)
class DeadLine:
    """`reason` is a code of `activities.reasons`; `payload` the event as it came.

    `whole`: it can be replayed. `replayed_at`: it was, and was dead again.
    """

    ref: str
    source_ref: str
    source_name: str
    kind: str
    message_id: str
    reason: str
    received_at: datetime
    replayed_at: datetime | None
    payload: str
    whole: bool


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many are dead of one reason."""

    reason: str
    count: int


def dead_events(*, source_ref: str = "", reason: str = "", cursor: str = "") -> Page[DeadLine]:
    """Of one source and one reason, or all."""
    rows = DeadEvent.objects.select_related("source__source")
    if source_ref:
        rows = rows.filter(source__public_id=source_ref)
    if reason:
        rows = rows.filter(reason=reason)
    found = page_of(rows, ("-received_at", "-id"), size=PAGE_SIZE, cursor=cursor)
    return Page([_line(row) for row in found.rows], found.next, found.previous)


def count_dead() -> int:
    """How many there are."""
    return DeadEvent.objects.count()


def reason_counts(source_ref: str = "") -> Sequence[ReasonCount]:
    """The reasons that there are, the most frequent first."""
    rows = DeadEvent.objects.all()
    if source_ref:
        rows = rows.filter(source__public_id=source_ref)
    counted = rows.values_list("reason").annotate(count=Count("pk")).order_by("-count", "reason")
    return [ReasonCount(*row) for row in counted]


def _line(row: DeadEvent) -> DeadLine:
    return DeadLine(
        ref=row.public_id,
        source_ref=row.source.public_id,
        source_name=row.source.source.name,
        kind=row.kind,
        message_id=row.message_id,
        reason=row.reason,
        received_at=row.received_at,
        replayed_at=row.replayed_at,
        payload=row.payload,
        whole=row.whole,
    )
