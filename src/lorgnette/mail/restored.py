"""What a copy of the database that was put back must know of its mail."""

from django.db import transaction

from lorgnette.audit.record import Subject, record_many
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.mail.models import Message


def flag_unfinished(actor: Actor) -> int:
    """Flags what was not at its end: it may have gone out after the copy was made.

    Nobody has any of it in hand. Returns how many there are.
    """
    with transaction.atomic():
        open_ones = Message.objects.filter(final=False)
        news = list(open_ones.filter(maybe_twice_at=None))
        open_ones.filter(maybe_twice_at=None).update(maybe_twice_at=clock.now())
        count = open_ones.update(lease_until=None, lease_holder="")
        record_many("mail.maybe_twice", actor, [_subject(message) for message in news])
    return count


def _subject(message: Message) -> Subject:
    values = {"kind": message.kind, "message": message.public_id, "code": None}
    personal = {"address": message.to_address, "words": ""}
    if message.about_ref:
        return Subject("member", message.about_ref, values, personal)
    return Subject("message", message.public_id, values, personal)
