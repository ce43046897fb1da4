"""Shows an administrator a new link once, to hand it to the person by other means than our mail."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.invitations.amend import (
    NothingPending,
    check_resend,
    held,
    open_invitation,
    renewal,
    withdraw_mail,
)
from lorgnette.invitations.issue import issue
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.mail import outbox
from lorgnette.mail.models import Message


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The link, which is stored nowhere: it cannot be shown again."""

    link: str
    link_ends_at: datetime
    zone: str


def hand_over(member_ref: str, actor: Actor) -> HandedOver:
    """A new link without a mail; the old one dies, its unsent mail is cancelled.

    Raises what `amend.resend` raises.
    """
    with transaction.atomic():
        member = held(member_ref)
        old = open_invitation(member)
        if old is None:
            raise NothingPending
        check_resend(old)
        withdraw_mail(old)
        at = clock.now()
        (new,) = issue([renewal(old, member, actor)], at)
        message = Message.objects.get(invitation__token_digest=new.token_digest)
        link = _taken_out(message)
        Invitation.objects.filter(message=message).update(handed_over_at=at)
        record(
            "invitation.handed_over",
            actor,
            subject_kind="member",
            subject_ref=member.public_id,
            values={"invited_at": old.invited_at, "link_ends_at": new.link_ends_at},
            personal={"address": member.address},
        )
    return HandedOver(link, new.link_ends_at, new.zone)


def _taken_out(message: Message) -> str:
    """Its link; the message itself never leaves."""
    link = outbox.sealer().open(bytes(message.sealed or b""))
    outbox.cancel([message.pk])
    return link
