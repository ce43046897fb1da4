"""What came, event by event: read, or with the reason why it cannot be. Pure but for chance."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lorgnette.activities.hashes import id_hash
from lorgnette.activities.segment import Clock, Event, Unusable, kind_of, message_id, parse
from lorgnette.activities.segment_body import Body


@dataclass(frozen=True, slots=True)
class Incoming:
    """`index` is its place in the request. Either `event` or `reason` is set."""

    index: int
    id_hash: bytes
    message_id: str
    kind: str
    raw: Any
    event: Event | None
    reason: str

    def failed(self, reason: str) -> "Incoming":
        """The same, dead."""
        return Incoming(
            self.index, self.id_hash, self.message_id, self.kind, self.raw, None, reason
        )


def read_all(body: Body, received_at: datetime, back_days: int) -> list[Incoming]:
    """In their order."""
    clock = Clock(received_at, body.sent_at, received_at - timedelta(days=back_days))
    return [_read(index, raw, clock) for index, raw in enumerate(body.events)]


def _read(index: int, raw: Any, clock: Clock) -> Incoming:
    told = message_id(raw)
    try:
        event, reason = parse(raw, clock), ""
    except Unusable as unusable:
        event, reason = None, unusable.reason
    return Incoming(index, _id_hash(raw, told), told, kind_of(raw), raw, event, reason)


def _id_hash(raw: Any, told: str) -> bytes:
    """One that has no id but a time is the same as another of the same content."""
    if told:
        return id_hash(told)
    if isinstance(raw, dict) and (raw.get("timestamp") or raw.get("originalTimestamp")):
        kept = {name: value for name, value in raw.items() if name not in ("sentAt", "writeKey")}
        return id_hash("content\0" + json.dumps(kept, sort_keys=True))
    return secrets.token_bytes(16)
