"""Keeps what could not be taken, with the reason: each event once."""

import json
from collections.abc import Sequence
from datetime import datetime

from lorgnette.activities.dropping import hushed
from lorgnette.activities.incoming import Incoming
from lorgnette.activities.models import DeadEvent, EventSource
from lorgnette.activities.segment import MOST_EVENT_BYTES
from lorgnette.activities.segment_body import storable


def bury(
    row: EventSource, dead: Sequence[Incoming], received_at: datetime, sent_at: datetime | None
) -> None:
    """In the caller's transaction; one that is there already stays as it is.

    Of who was erased, or objects, nothing is kept but that there was one.
    """
    silent = hushed(row.pk, dead)
    DeadEvent.objects.bulk_create(
        [_grave(row, one, received_at, sent_at, one.id_hash in silent) for one in dead],
        ignore_conflicts=True,
    )


def _grave(
    row: EventSource,
    one: Incoming,
    received_at: datetime,
    sent_at: datetime | None,
    is_silent: bool,
) -> DeadEvent:
    payload = "" if is_silent else _written(one.raw)
    return DeadEvent(
        source=row,
        id_hash=one.id_hash,
        message_id=one.message_id[:120],
        kind=one.kind,
        reason=one.reason,
        payload=payload[:MOST_EVENT_BYTES],
        whole=len(payload) <= MOST_EVENT_BYTES and not is_silent,
        received_at=received_at,
        sent_at=sent_at,
    )


def _written(raw: object) -> str:
    try:
        return storable(json.dumps(raw, ensure_ascii=False))
    except RecursionError:
        return ""
