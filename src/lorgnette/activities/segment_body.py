"""Reads what an SDK of Segment or RudderStack sends: bytes in, loose events out. Pure.

The formats are those of Segment's HTTP tracking API, which RudderStack's follows.
"""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from lorgnette.activities.segment_times import BadTime, instant
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

# What the SDKs themselves keep to.
MOST_BODY_BYTES = 500 * 1024

# Escapes that JSON knows and a database does not: NUL, and halves of characters.
_UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


class BodyTooLarge(Refusal):
    code = "batch_too_large"
    words = _("A request may hold at most %(limit)s kB. Send fewer events at once.")
    status = 413


class BadCompression(Refusal):
    code = "bad_compression"
    words = _("The body is not what its Content-Encoding says.")
    status = 400


class BadJson(Refusal):
    code = "bad_json"
    words = _("The body is not JSON.")
    status = 400


class NotEvents(Refusal):
    code = "not_events"
    words = _("The body holds no event: an object, or one with a list named “batch”.")
    status = 400


@dataclass(frozen=True, slots=True)
class Body:
    """`events` are as they came, of any shape; `sent_at` is None where it says nothing usable."""

    events: list[Any]
    sent_at: datetime | None
    write_key: str

    BATCH: ClassVar[str] = "batch"


def inflated(data: bytes, encoding: str) -> bytes:
    """The body without its compression, never larger than is read. Raises a refusal above."""
    if len(data) > MOST_BODY_BYTES:
        raise BodyTooLarge(limit=MOST_BODY_BYTES // 1024)
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip"):
        raise BadCompression
    opened = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = opened.decompress(data, MOST_BODY_BYTES + 1)
    except zlib.error:
        raise BadCompression from None
    if len(plain) > MOST_BODY_BYTES:
        raise BodyTooLarge(limit=MOST_BODY_BYTES // 1024)
    if not opened.eof:
        raise BadCompression
    return plain


def read(plain: bytes, kind: str) -> Body:
    """`kind` is `batch`, or that of the one event. Raises a refusal above."""
    found = _parsed(plain)
    if not isinstance(found, dict):
        raise NotEvents
    events = found.get("batch") if kind == Body.BATCH else [{**found, "type": kind}]
    if not isinstance(events, list):
        raise NotEvents
    context = found.get("context")
    if kind == Body.BATCH and isinstance(context, dict):
        events = [_with_context(event, context) for event in events]
    key = found.get("writeKey")
    return Body(events, _sent_at(found), key if isinstance(key, str) else "")


def cleaned(value: Any) -> Any:
    """The value without what no database can hold: NUL, halves of characters, infinity."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): cleaned(one) for name, one in value.items()}
    if isinstance(value, float) and value - value != 0:
        return None
    return value


def storable(text: str) -> str:
    """The text without NUL, with a question mark for each half of a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _parsed(plain: bytes) -> Any:
    text = plain.decode("utf-8-sig", "replace")
    try:
        found = json.loads(text, parse_constant=_nothing)
        return cleaned(found) if _UNSTORABLE.search(plain) else found
    except (ValueError, RecursionError):
        raise BadJson from None


def _nothing(_word: str) -> None:
    """NaN and Infinity, which some encoders write."""


def _with_context(event: Any, context: Mapping[str, Any]) -> Any:
    if isinstance(event, dict) and not isinstance(event.get("context"), dict):
        return {**event, "context": context}
    return event


def _sent_at(found: Mapping[str, Any]) -> datetime | None:
    try:
        return instant(found.get("sentAt"))
    except BadTime:
        return None
