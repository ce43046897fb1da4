"""Resends an invitation under a new link, or takes an invitation or an access back."""

from datetime import timedelta

from django.db import transaction

from lorgnette.access import grants, seats
from lorgnette.audit.record import record
from lorgnette.invitations import offers
from lorgnette.invitations.allowances import check_address, check_inviter
from lorgnette.invitations.invitees import count_for
from lorgnette.invitations.issue import Issue, issue
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.offers import Terms
from lorgnette.invitations.standing import UNANSWERED, hold, open_grants
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import outbox
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

# An invitation and its resends: enough for mistakes, too few to flood anybody's mailbox.
MOST_LATELY = 5
LATELY = timedelta(hours=1)


class MemberMissing(Refusal):
    code = "member_missing"
    words = _("There is no such sales user.")
    status = 404


class NothingPending(Refusal):
    code = "nothing_pending"
    words = _("There is no pending invitation to resend.")
    status = 409


class AccessDateOver(Refusal):
    code = "access_date_over"
    words = _("The access offered ended on %(day)s. Invite this person again with another date.")
    status = 409


class ResentTooOften(Refusal):
    code = "resent_too_often"
    words = _("This invitation was sent %(count)s times within an hour. Try again later.")
    status = 429


class NothingToRevoke(Refusal):
    code = "nothing_to_revoke"
    words = _("There is no pending invitation and no access to revoke.")
    status = 409


def resend(member_ref: str, actor: Actor) -> str:
    """A new link by a new mail; the old link dies, its unsent mail is cancelled.

    The new mail is the actor's, with the text of the old one. Returns the new message's ref.
    Raises the refusals above, and `allowances.InviterSpent`.
    """
    with transaction.atomic():
        member = held(member_ref)
        old = open_invitation(member)
        if old is None:
            raise NothingPending
        check_resend(old)
        check_inviter(inviter_of(actor) or old.inviter, 1)
        withdraw_mail(old)
        (new,) = issue([renewal(old, member, actor)], clock.now())
        _record("resent", member, actor, old, link_ends_at=new.link_ends_at)
    return new.message.public_id if new.message else ""


def revoke(member_ref: str, actor: Actor) -> None:
    """Pending: the link dies and unsent mail is cancelled. Active: the access and sessions end.

    Raises `MemberMissing` and `NothingToRevoke`.
    """
    with transaction.atomic():
        member = held(member_ref)
        invitation = open_invitation(member)
        if invitation:
            Invitation.objects.filter(pk=invitation.pk).update(revoked_at=clock.now())
            seats.release([member.pk])
            withdraw_mail(invitation)
            _record("revoked", member, actor, invitation)
        elif open_grants().filter(member=member).exists():
            grants.revoke(member_ref, actor)
        else:
            raise NothingToRevoke


def held(member_ref: str) -> Member:
    """The member, whose standing nobody else changes now. Raises `MemberMissing`."""
    member = member_of(member_ref)
    hold([member.pk])
    return member


def member_of(member_ref: str) -> Member:
    """Raises `MemberMissing`."""
    member = Member.objects.filter(public_id=member_ref).first()
    if member is None:
        raise MemberMissing
    return member


def open_invitation(member: Member) -> Invitation | None:
    """What was neither answered nor taken back; its link or even its access may be over."""
    rows = Invitation.objects.select_related(
        "member", "message__text", "inviter", "batch", "chosen"
    )
    return rows.filter(member=member, **UNANSWERED).first()


def check_resend(old: Invitation) -> None:
    """Raises `AccessDateOver`, and what `check_lately` raises."""
    at = clock.now()
    if old.ends_at and old.ends_at <= at:
        raise AccessDateOver(day=old.last_day)
    check_lately(old.member_id)


def check_lately(member_id: int) -> None:
    """Raises `ResentTooOften`, or `reasons.AddressSpent` for what is too much within a day."""
    lately = Invitation.objects.filter(member=member_id, invited_at__gt=clock.now() - LATELY)
    count = lately.count()
    if count >= MOST_LATELY:
        raise ResentTooOften(count=count)
    check_address(Member.objects.values_list("address_key", flat=True).get(pk=member_id))


def inviter_of(actor: Actor) -> Member | None:
    """The member who acts; null for the console and the worker."""
    return Member.objects.filter(public_id=actor.ref).first()


def renewal(old: Invitation, member: Member, actor: Actor) -> Issue:
    """The same offer under a new link, from the actor; from the old inviter where that is none."""
    end = offers.link_end(clock.now(), old.ends_at, current())
    return Issue(
        member=member,
        inviter=inviter_of(actor) or old.inviter,
        batch=old.batch,
        via=old.via,
        language=old.language,
        text=old.message.text if old.message else None,
        offered=Terms(old.scope, old.last_day, old.zone, old.ends_at, end),
        chosen=old.chosen,
        reason=old.reason,
        accounts=count_for(member, old.scope, old.chosen_id),
        renews=old,
        moved_from_id=old.moved_from_id,
    )


def withdraw_mail(invitation: Invitation) -> None:
    """Takes the mail back unless it is out."""
    if invitation.message_id:
        outbox.cancel([invitation.message_id])


def _record(
    verb: str, member: Member, actor: Actor, invitation: Invitation, **values: object
) -> None:
    record(
        f"invitation.{verb}",
        actor,
        subject_kind="member",
        subject_ref=member.public_id,
        values={"invited_at": invitation.invited_at, **values},
        personal={"address": member.address},
    )
