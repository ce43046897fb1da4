"""Makes an event, with its time and its facts, of what an SDK sent; or says why not. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lorgnette.activities import reasons
from lorgnette.activities.segment_body import cleaned
from lorgnette.activities.segment_facts import Company, Facts, company_of, facts_of, text
from lorgnette.activities.segment_times import BadTime, happened_at, instant

KINDS = frozenset(("track", "identify", "page", "screen", "group", "alias"))
# Those that are something a person did.
DEEDS = frozenset(("track", "page", "screen"))
MOST_EVENT_BYTES = 32 * 1024
MOST_DEPTH = 32
# A clock may be wrong by so much and nobody minds; what is yet to come happens now.
AHEAD = timedelta(days=1)
_NO_FACTS = Facts()
_NOTHING: Mapping[str, Any] = {}
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`name` is that of a track call, page or screen; `path` where; `properties` as they came.

    `user_id` or `anonymous_id` is told. `company` is that of a `group` call.
    """

    kind: str
    at: datetime
    user_id: str
    anonymous_id: str
    previous_id: str
    name: str
    path: str
    title: str
    facts: Facts
    company: Company | None
    properties: Mapping[str, Any]
    agent: str
    ip: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """When a request came, when it said it was sent, and the oldest that is taken."""

    received_at: datetime
    sent_at: datetime | None
    oldest: datetime


class Unusable(Exception):
    """`reason` is a code of `activities.reasons`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def message_id(raw: Any) -> str:
    """As the sender gave it, "" where it did not."""
    return text(raw.get("messageId"), 1000) if isinstance(raw, dict) else ""


def kind_of(raw: Any) -> str:
    """What it says it is, "" where that is no word."""
    return text(raw.get("type"), 20).lower() if isinstance(raw, dict) else ""


def parse(raw: Any, clock: Clock) -> Event:
    """Raises `Unusable`."""
    if not isinstance(raw, dict):
        raise Unusable(reasons.NOT_AN_OBJECT)
    raw, kind = _bounded(raw), kind_of(raw)
    if kind not in KINDS:
        raise Unusable(reasons.UNKNOWN_TYPE)
    user, anonymous = text(raw.get("userId"), 1000), text(raw.get("anonymousId"), 1000)
    if not user and not anonymous and kind != "alias":
        raise Unusable(reasons.NO_ID)
    context, properties = _object(raw, "context"), _object(raw, "properties")
    page = _object(context, "page")
    event = Event(
        kind=kind,
        at=_at(raw, clock),
        user_id=user,
        anonymous_id=anonymous,
        previous_id=text(raw.get("previousId"), 1000),
        name=text(raw.get("event" if kind == "track" else "name"), 400),
        path=text(properties.get("path") or page.get("path"), 1000),
        title=text(properties.get("title") or page.get("title"), 400),
        facts=_facts(raw, kind, context, user),
        company=_group(raw, kind),
        properties=properties,
        agent=text(context.get("userAgent"), 500),
        ip=text(context.get("ip"), 60),
    )
    return _complete(event)


def _bounded(raw: dict[str, Any]) -> dict[str, Any]:
    written, raw = _written(raw)
    # What has few brackets is not deep.
    many = written.count("{") + written.count("[") > MOST_DEPTH
    if many and _depth_over(raw, MOST_DEPTH):
        raise Unusable(reasons.TOO_DEEP)
    if (
        len(written) > MOST_EVENT_BYTES
        or len(written.encode("utf-8", "replace")) > MOST_EVENT_BYTES
    ):
        raise Unusable(reasons.TOO_LARGE)
    return raw


def _written(raw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Its text, and the event itself without what no database can hold."""
    try:
        return _encode(raw), raw
    except RecursionError:
        raise Unusable(reasons.TOO_DEEP) from None
    except ValueError:
        raw = cleaned(raw)
        return _encode(raw), raw


def _depth_over(value: Any, most: int) -> bool:
    level = [value]
    for _step in range(most):
        level = [
            one
            for box in level
            for one in (box.values() if isinstance(box, dict) else box)
            if isinstance(one, dict | list)
        ]
        if not level:
            return False
    return True


def _object(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name)
    return found if isinstance(found, dict) else _NOTHING


def _at(raw: Mapping[str, Any], clock: Clock) -> datetime:
    try:
        original = instant(raw.get("originalTimestamp") or raw.get("timestamp"))
        at = happened_at(original, _sent_at(raw, clock), clock.received_at)
    except BadTime:
        raise Unusable(reasons.BAD_TIME) from None
    if at < clock.oldest:
        raise Unusable(reasons.TOO_OLD)
    if at > clock.received_at + AHEAD:
        raise Unusable(reasons.TOO_NEW)
    return min(at, clock.received_at)


def _sent_at(raw: Mapping[str, Any], clock: Clock) -> datetime | None:
    if clock.sent_at is not None:
        return clock.sent_at
    try:
        return instant(raw.get("sentAt"))
    except BadTime:
        return None


def _facts(raw: Mapping[str, Any], kind: str, context: Mapping[str, Any], user: str) -> Facts:
    """A `group` call's own traits are the company's."""
    traits = _object(context, "traits")
    if kind == "identify":
        traits = {**traits, **_object(raw, "traits")}
    return facts_of(traits, user) if traits or "@" in user else _NO_FACTS


def _group(raw: Mapping[str, Any], kind: str) -> Company | None:
    group = text(raw.get("groupId"), 1000) if kind == "group" else ""
    return company_of(group, _object(raw, "traits")) if group else None


def _complete(event: Event) -> Event:
    if event.kind == "track" and not event.name:
        raise Unusable(reasons.NO_NAME)
    if event.kind == "group" and event.company is None:
        raise Unusable(reasons.NO_GROUP)
    if event.kind == "alias" and not event.previous_id:
        raise Unusable(reasons.NO_PREVIOUS)
    if event.kind == "alias" and not event.user_id:
        raise Unusable(reasons.NO_ID)
    return event
