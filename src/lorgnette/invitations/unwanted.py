"""“Never invite me again”: what the link in an invitation does, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.access import seats
from lorgnette.audit.record import record
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.standing import UNANSWERED, hold
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.addresses import parse_address
from lorgnette.mail import outbox, suppression
from lorgnette.mail.never_again import INERT, NeverLinkUnknown, address_of
from lorgnette.mail.suppression import PERSON
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

__all__ = ["INERT", "NeverLinkUnknown", "Wish", "invite_again", "look", "never_again"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page shows. `since` is null for an address that may be invited; `pending` says
    that an invitation waits, which would be declined.
    """

    address: str
    company: str
    language: str
    since: datetime | None
    pending: bool


def look(token: str) -> Wish:
    """Writes nothing. Raises `NeverLinkUnknown`."""
    address = address_of(token)
    key = parse_address(address).key
    member = Member.objects.filter(address_key=key).first()
    row = suppression.suppressed([key]).get(key)
    return Wish(
        address=address,
        company=current().name,
        language=member.language if member else "",
        since=row.at if row else None,
        pending=member is not None and _pending(member).exists(),
    )


def never_again(token: str, *, ip: str = "", agent: str = "") -> None:
    """Puts the address on the list and declines what is pending; again changes nothing.

    Raises `NeverLinkUnknown`.
    """
    key = parse_address(address_of(token)).key
    with transaction.atomic():
        member = Member.objects.filter(address_key=key).first()
        actor = _actor(member, key, ip, agent)
        ref = member.public_id if member else ""
        suppression.suppress(key, PERSON, actor, ref)
        if member:
            turn_down(ref, actor, "never_again")


def invite_again(token: str, *, ip: str = "", agent: str = "") -> None:
    """The person's own undo: invitations may come again; one that was declined stays declined."""
    key = parse_address(address_of(token)).key
    member = Member.objects.filter(address_key=key).first()
    suppression.unsuppress(key, _actor(member, key, ip, agent))


def turn_down(member_ref: str, actor: Actor, because: str) -> bool:
    """Declines the member's pending invitation, in the caller's transaction; False if none is.

    Its link dies, unsent mail is taken back, its seat is free. `because` is never_again or
    complaint.
    """
    member = Member.objects.filter(public_id=member_ref).first()
    if member is None:
        return False
    hold([member.pk])
    invitation = _pending(member).first()
    if invitation is None:
        return False
    Invitation.objects.filter(pk=invitation.pk).update(declined_at=clock.now())
    if invitation.message_id:
        outbox.cancel([invitation.message_id])
    seats.release([member.pk])
    record(
        "invitation.declined",
        actor,
        subject_kind="member",
        subject_ref=member_ref,
        values={"invited_at": invitation.invited_at, "because": because},
        personal={"address": member.address},
    )
    return True


def _pending(member: Member) -> QuerySet[Invitation]:
    return Invitation.objects.filter(member=member, **UNANSWERED)


def _actor(member: Member | None, key: str, ip: str, agent: str) -> Actor:
    ref, name = (member.public_id, member.name) if member else ("", "")
    return Actor("invited", ref, name, key, ip, agent)
