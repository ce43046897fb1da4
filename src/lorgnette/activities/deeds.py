"""What somebody did, as it is stored. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorgnette.activities.agents import bot_by_agent
from lorgnette.activities.event_rules import Rules
from lorgnette.activities.machine_rules import bot_by_network
from lorgnette.activities.segment import Event
from lorgnette.activities.segment_facts import text

# What a track call is about, where its properties say so.
_SAYING = ("title", "name", "subject", "document", "form")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done. With a `group_id` it tells that its doer is of it, and `type` is ""."""

    type: str
    at: datetime
    subject: str = ""
    properties: Mapping[str, Any] | None = None
    bot: str = ""
    group_id: int | None = None


def deed_of(event: Event, rules: Rules, networks: str = "") -> Deed:
    """Of a track call, a page or a screen; `networks` are those of data centres."""
    return Deed(
        type=rules.type_of(event.kind, event.name, event.path),
        at=event.at,
        subject=_subject(event),
        properties=_properties(event),
        bot=bot_by_agent(event.agent) or bot_by_network(event.ip, networks),
    )


def _subject(event: Event) -> str:
    if event.kind != "track":
        return (event.title or event.path or event.name)[:400]
    said = (text(event.properties.get(name), 400) for name in _SAYING)
    return next((words for words in said if words), event.name)


def _properties(event: Event) -> Mapping[str, Any] | None:
    """As they came, with the event's own name and path under names that nobody gives."""
    own = {"$event": event.name, "$path": event.path}
    return {**event.properties, **{name: value for name, value in own.items() if value}} or None
