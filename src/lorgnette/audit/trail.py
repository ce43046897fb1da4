"""Reads the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorgnette.audit.models import Detail, Entry


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. `actor_name` and `personal` are empty once erased."""

    at: datetime
    verb: str
    actor_kind: str
    actor_ref: str
    actor_name: str
    values: Mapping[str, Any]
    personal: Mapping[str, Any]


def about(subject_kind: str, subject_ref: str, limit: int = 200) -> list[Event]:
    """The events of one subject, newest first."""
    entries = (
        Entry.objects.filter(subject_kind=subject_kind, subject_ref=subject_ref)
        .select_related("detail")
        .order_by("-at", "-id")[:limit]
    )
    return [_event(entry) for entry in entries]


def _event(entry: Entry) -> Event:
    detail: Detail | None = getattr(entry, "detail", None)
    personal = detail.personal if detail else {}
    return Event(
        at=entry.at,
        verb=entry.verb,
        actor_kind=entry.actor_kind,
        actor_ref=entry.actor_ref,
        actor_name=personal.get("actor", {}).get("name", ""),
        values=entry.values,
        personal=personal.get("about", {}),
    )
