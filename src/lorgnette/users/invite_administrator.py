"""Invites somebody to administer: one mail with a link, everybody told; resent or taken back."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.addresses import Address
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import digest, new_token
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.mail import outbox
from lorgnette.users.administering import administering, must_administer
from lorgnette.users.administrator_news import INVITED, REVOKED, tell_all
from lorgnette.users.members import MemberUnknown, ensure
from lorgnette.users.models import AdministratorInvitation, Member
from lorgnette.workspace.settings import Settings, current

LONGEST_REASON = 500
# Enough for mistakes, too few to flood anybody's mailbox.
MOST_LATELY = 5
LATELY = timedelta(hours=1)
OPEN = {"accepted_at": None, "revoked_at": None, "superseded_at": None}


class ReasonMissing(Refusal):
    code = "reason_missing"
    words = _("Say why: the other administrators read it.")


class ReasonUnfit(Refusal):
    code = "reason_unfit"
    words = _("Write the reason in at most %(limit)s characters, without control characters.")


class AlreadyAdministrator(Refusal):
    code = "already_administrator"
    status = 409
    words = _("%(name)s administers Lorgnette already.")


class AdministratorInvitedAlready(Refusal):
    code = "administrator_invited_already"
    status = 409
    words = _("%(name)s is invited already. Resend or revoke that invitation in the list.")


class NoAdministratorInvitation(Refusal):
    code = "no_administrator_invitation"
    status = 409
    words = _("This invitation no longer waits for an answer.")


class AdministratorResentTooOften(Refusal):
    code = "administrator_resent_too_often"
    status = 429
    words = _("This invitation was sent %(count)s times within an hour. Try again later.")


def invite(address: Address, first_name: str, last_name: str, reason: str, actor: Actor) -> str:
    """Puts the invitation's mail and the news to all; returns the member's ref.

    Raises the refusals above, or `NotAnAdministrator`; then nothing is written.
    """
    reason = checked_reason(reason)
    with transaction.atomic():
        must_administer(actor)
        member = held(ensure(address, first_name, last_name, current().language))
        if administering().filter(member=member).exists():
            raise AlreadyAdministrator("address", name=member.name)
        if _open(member).filter(link_ends_at__gt=clock.now()).exists():
            raise AdministratorInvitedAlready("address", name=member.name)
        row = _issue(member, reason, actor)
        _record("invited", row, actor, personal_reason=reason)
        tell_all(INVITED, member, actor, reason=reason)
    return member.public_id


def resend(member_ref: str, actor: Actor) -> None:
    """A new link by a new mail; the old one dies. Raises the refusals above."""
    with transaction.atomic():
        must_administer(actor)
        old = _waiting(member_ref)
        lately = AdministratorInvitation.objects.filter(
            member=old.member, invited_at__gt=clock.now() - LATELY
        ).count()
        if lately >= MOST_LATELY:
            raise AdministratorResentTooOften(count=lately)
        _withdraw_mail(old)
        _record("resent", _issue(old.member, old.reason, actor), actor)


def revoke(member_ref: str, actor: Actor) -> None:
    """The link dies at once, unsent mail is cancelled, everybody is told."""
    with transaction.atomic():
        must_administer(actor)
        row = _waiting(member_ref)
        take_back(row, actor)
        tell_all(REVOKED, row.member, actor)


def take_back(row: AdministratorInvitation, actor: Actor) -> None:
    """In the caller's transaction, which holds the member."""
    AdministratorInvitation.objects.filter(pk=row.pk).update(revoked_at=clock.now())
    _withdraw_mail(row)
    _record("revoked", row, actor)


def checked_reason(reason: str) -> str:
    """On one line. Raises `ReasonMissing`, `ReasonUnfit`."""
    line = " ".join(reason.split())
    if not line:
        raise ReasonMissing("reason")
    if len(line) > LONGEST_REASON or not line.isprintable():
        raise ReasonUnfit("reason", limit=LONGEST_REASON)
    return line


def held(member: Member) -> Member:
    """The member, about whom nobody else decides until the transaction ends."""
    return Member.objects.select_for_update(no_key=True).get(pk=member.pk)


def _open(member: Member) -> QuerySet[AdministratorInvitation]:
    return AdministratorInvitation.objects.filter(member=member, **OPEN)


def _waiting(member_ref: str) -> AdministratorInvitation:
    member = Member.objects.filter(public_id=member_ref).first()
    if member is None:
        raise MemberUnknown
    row = _open(held(member)).select_related("member").first()
    if row is None:
        raise NoAdministratorInvitation
    return row


def _issue(member: Member, reason: str, actor: Actor) -> AdministratorInvitation:
    """The invitation and its mail. The token leaves in the sealed message alone."""
    at, workspace, token = clock.now(), current(), new_token()
    ends_at = at + timedelta(days=workspace.link_days)
    _open(member).update(superseded_at=at)
    return AdministratorInvitation.objects.create(
        member=member,
        inviter=Member.objects.get(public_id=actor.ref),
        message=outbox.put(_envelope(member, token, ends_at.isoformat(), actor, workspace)),
        token_digest=digest(token),
        language=member.language,
        reason=reason,
        invited_at=at,
        link_ends_at=ends_at,
    )


def _envelope(
    member: Member, token: str, ends_at: str, actor: Actor, workspace: Settings
) -> outbox.Envelope:
    return outbox.Envelope(
        kind="administrator_invitation",
        language=member.language,
        to_address=member.address,
        to_name=member.name,
        reply_name=actor.name,
        reply_address=actor.address,
        link=f"{settings.BASE_URL}{reverse('administrator_joining_link', args=[token])}",
        about_ref=member.public_id,
        values={
            "first_name": member.first_name,
            "name": member.name,
            "address": member.address,
            "inviter": actor.name,
            "company": workspace.name,
            "postal_address": workspace.postal_address,
            "zone": workspace.zone,
            "link_ends_at": ends_at,
        },
    )


def _withdraw_mail(row: AdministratorInvitation) -> None:
    if row.message_id:
        outbox.cancel([row.message_id])


def _record(
    verb: str, row: AdministratorInvitation, actor: Actor, *, personal_reason: str = ""
) -> None:
    member = row.member
    record(
        f"administrator.{verb}",
        actor,
        subject_kind="member",
        subject_ref=member.public_id,
        values={"role": row.role, "link_ends_at": row.link_ends_at},
        personal={"name": member.name, "address": member.address, "reason": personal_reason},
    )
