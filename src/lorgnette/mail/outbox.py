"""Puts messages into the outbox, in the caller's transaction, and takes unsent ones out."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from lorgnette.kernel import bulk, clock
from lorgnette.kernel.sealing import Sealer
from lorgnette.mail import database_clock
from lorgnette.mail.models import Message, Text
from lorgnette.workspace.settings import current

# Somebody waits in front of the screen for these: they go before a batch of thousands.
URGENT = frozenset({"password_reset", "test", "mail_test"})
HEAD_START = timedelta(hours=1)


@dataclass(frozen=True)
class Envelope:
    """What a message will be made of. `link` is sealed and never stored in the clear.

    `kind` is invitation, test or password_reset; `text` is null for the standard letter. `values`
    are JSON codes that `compose.render` words in `language`.
    """

    kind: str
    language: str
    to_address: str
    link: str
    to_name: str = ""
    text: Text | None = None
    reply_name: str = ""
    reply_address: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    batch_ref: str = ""
    about_ref: str = ""


def put(envelope: Envelope) -> Message:
    """One message, due at once."""
    return put_many([envelope])[0]


def put_many(envelopes: Sequence[Envelope]) -> list[Message]:
    """The messages, in the order given, due at once."""
    due, domain, box = database_clock.now(), _domain(), sealer()
    stencil = bulk.Stencil(Message, queued_at=clock.now())
    rows = [_row(stencil, envelope, due, domain, box) for envelope in envelopes]
    with transaction.atomic():
        bulk.write(rows)
    return rows


def cancel(message_ids: Collection[int]) -> int:
    """Takes messages back, by id; returns how many had not gone out.

    One that is going out this very moment is sent, or, if that fails, never tried again.
    """
    at = clock.now()
    with transaction.atomic():
        still_open = Message.objects.filter(id__in=list(message_ids), final=False)
        still_open.filter(cancelled_at=None).update(cancelled_at=at)
        waiting = still_open.filter(Q(handed_at=None) | Q(lease_until__lte=database_clock.now()))
        return waiting.update(final=True, sealed=None, lease_until=None, lease_holder="")


def sealer() -> Sealer:
    """Seals and opens the links of the outbox."""
    return Sealer(settings.SEALING_SECRETS, "outbox")


def _domain() -> str:
    return current().sender_address.rpartition("@")[2] or "localhost"


def _row(
    stencil: bulk.Stencil[Message], envelope: Envelope, due: datetime, domain: str, box: Sealer
) -> Message:
    return stencil.row(
        kind=envelope.kind,
        batch_ref=envelope.batch_ref,
        about_ref=envelope.about_ref,
        message_id=f"<{secrets.token_hex(16)}@{domain}>",
        language=envelope.language,
        text_id=envelope.text.pk if envelope.text else None,
        to_name=envelope.to_name,
        to_address=envelope.to_address,
        to_domain=envelope.to_address.rpartition("@")[2].lower(),
        reply_name=envelope.reply_name,
        reply_address=envelope.reply_address,
        values=dict(envelope.values),
        sealed=box.seal(envelope.link),
        next_try_at=due - HEAD_START if envelope.kind in URGENT else due,
    )
