"""Sends an administrator a test mail through the outbox, and tells what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.mail.administration import MAIL_TEST
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import Envelope, put
from lorgnette.workspace.settings import current

LINK_PATH = "/admin/settings/mail/"


@dataclass(frozen=True, slots=True)
class Trial:
    """`state` is waiting, deferred, sent, bounced or failed; the reply is the mail server's where
    there is a code, else a sentence of the catalogue.
    """

    ref: str
    state: str
    address: str
    at: datetime
    reply_code: int | None
    reply: str


def send(actor: Actor, language: str) -> str:
    """To the actor, ahead of all other mail; its reference."""
    with transaction.atomic():
        message = put(
            Envelope(
                kind=MAIL_TEST,
                language=language,
                to_name=actor.name,
                to_address=actor.address,
                values=_values(actor),
                link=f"{settings.BASE_URL}{LINK_PATH}",
            )
        )
        record(
            "mail.tested",
            actor,
            subject_kind="member",
            subject_ref=actor.ref,
            personal={"address": actor.address},
        )
    return message.public_id


def of(actor: Actor, ref: str) -> Trial | None:
    """What became of the actor's own test, if there was such a one."""
    row = Message.objects.filter(public_id=ref, kind=MAIL_TEST, to_address=actor.address).first()
    if row is None:
        return None
    return Trial(
        row.public_id, _state(row), row.to_address, _at(row), row.reply_code, row.reply_text
    )


def _values(actor: Actor) -> dict[str, str]:
    company = current()
    return {
        "name": actor.name,
        "first_name": actor.name,
        "address": actor.address,
        "company": company.name,
        "postal_address": company.postal_address,
    }


def _state(row: Message) -> str:
    facts = {"bounced": row.bounced_at, "failed": row.failed_at, "sent": row.sent_at}
    known = next((state for state, at in facts.items() if at), "")
    return known or ("deferred" if row.deferred_at or row.reply_text else "waiting")


def _at(row: Message) -> datetime:
    return row.bounced_at or row.failed_at or row.sent_at or row.deferred_at or row.queued_at
