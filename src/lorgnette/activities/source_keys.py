"""Whose a write key is: a key is kept as its digest, and ends some time after it was replaced."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lorgnette.activities.event_rules import Rule, from_stored
from lorgnette.activities.models import EventSource, SourceKey
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import digest
from lorgnette.kernel.words import gettext_noop as _


class UnknownKey(Refusal):
    code = "unknown_write_key"
    words = _("No source has this write key.")
    status = 401


class SourceDisabled(Refusal):
    code = "source_disabled"
    words = _("This source is switched off. Its events are not taken.")
    status = 403


@dataclass(frozen=True, slots=True)
class Sender:
    """The source of a request. `directory_id` is that of its `directory.Source`."""

    id: int
    ref: str
    name: str
    directory_id: int
    back_days: int
    rules: tuple[Rule, ...]


def sender_of(write_key: str) -> Sender:
    """Raises `UnknownKey` or `SourceDisabled`."""
    ends_later = Q(ends_at=None) | Q(ends_at__gt=clock.now())
    keys = SourceKey.objects.filter(ends_later, digest=digest(write_key[:200]))
    key = keys.select_related("source__source").first()
    if key is None:
        raise UnknownKey
    if key.source.disabled_at is not None:
        raise SourceDisabled
    return sender(key.source)


def sender(row: EventSource) -> Sender:
    """The source, whoever asks; also for its own dead events."""
    return Sender(
        id=row.pk,
        ref=row.public_id,
        name=row.source.name,
        directory_id=row.source_id,
        back_days=row.back_days,
        rules=from_stored(row.rules),
    )


def new_key(row: EventSource, at: datetime) -> str:
    """Makes another key and returns it: it is nowhere else. In the caller's transaction."""
    key = secrets.token_hex(16)
    SourceKey.objects.create(source=row, digest=digest(key), tail=key[-4:], created_at=at)
    return key
