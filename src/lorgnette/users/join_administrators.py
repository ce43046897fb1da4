"""The link of somebody invited to administer: look at the offer, and accept it once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import digest
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.administrator_news import JOINED, tell_all
from lorgnette.users.change_password import store_password
from lorgnette.users.create import create_user
from lorgnette.users.invite_administrator import OPEN, held
from lorgnette.users.models import AdministratorInvitation, Member, User
from lorgnette.users.sessions import end_all
from lorgnette.workspace.settings import current


class JoinLinkUnknown(Refusal):
    code = "join_link_unknown"
    status = 404
    words = _("This link leads to no invitation. Check that it is complete.")


class JoinLinkDead(Refusal):
    code = "join_link_dead"
    status = 410
    words = _("This invitation was taken back, or a newer one has replaced it.")


class JoinLinkUsed(JoinLinkDead):
    code = "join_link_used"
    words = _("This invitation has been accepted. Sign in to go on.")


class JoinLinkExpired(JoinLinkDead):
    code = "join_link_expired"
    words = _("This link has run out. Ask %(inviter)s to send you a new one.")


class SignInToJoin(Refusal):
    """The invited person has a sign-in already: the link alone makes nobody an administrator."""

    code = "sign_in_to_join"
    status = 403
    words = _("You can sign in here already. Do so as %(address)s to accept.")


class JoinAsAnother(Refusal):
    code = "join_as_another"
    status = 403
    words = _("This invitation is for %(address)s, and you are signed in as somebody else.")


class JoinNeedsPassword(Refusal):
    code = "join_needs_password"
    words = _("Choose a password.")


@dataclass(frozen=True, slots=True)
class JoinOffer:
    """What the invited person is shown. `has_sign_in`: accepting needs its session."""

    member_ref: str
    name: str
    address: str
    inviter: str
    company: str
    reason: str
    link_ends_at: datetime
    zone: str
    language: str
    has_sign_in: bool


def look(token: str) -> JoinOffer:
    """Writes nothing. Raises `JoinLinkUnknown` (404) or a `JoinLinkDead` (410)."""
    row, workspace = _good(token), current()
    member = row.member
    return JoinOffer(
        member_ref=member.public_id,
        name=member.name,
        address=member.address,
        inviter=row.inviter.name,
        company=workspace.name,
        reason=row.reason,
        link_ends_at=row.link_ends_at,
        zone=workspace.zone,
        language=row.language,
        has_sign_in=_can_sign_in(_user_of(member)),
    )


def accept(
    token: str,
    *,
    password_hash: str | None = None,
    signed_in_user: User | None = None,
    ip: str = "",
    agent: str = "",
) -> User:
    """Accepts, exactly once: makes the sign-in, or promotes the one who is signed in.

    Their other sessions end. Hash the password before. Raises the refusals above; then nothing
    is written.
    """
    with transaction.atomic():
        held(_find(token).member)
        row = _good(token)
        member = row.member
        actor = Actor("invited", member.public_id, member.name, member.address, ip, agent)
        user = _sign_in(member, password_hash, signed_in_user)
        _answer(row)
        user = _promoted(member, user, password_hash, row.language, actor)
        record(
            "administrator.joined",
            actor,
            subject_kind="member",
            subject_ref=member.public_id,
            values={"role": row.role, "invited_at": row.invited_at},
            personal={"name": member.name, "address": member.address},
        )
        tell_all(JOINED, member, actor)
    return user


def _find(token: str) -> AdministratorInvitation:
    rows = AdministratorInvitation.objects.select_related("member", "inviter")
    row = rows.filter(token_digest=digest(token)).first()
    if row is None:
        raise JoinLinkUnknown
    return row


def _good(token: str) -> AdministratorInvitation:
    row = _find(token)
    if row.accepted_at:
        raise JoinLinkUsed
    if row.revoked_at or row.superseded_at:
        raise JoinLinkDead
    if row.link_ends_at <= clock.now():
        raise JoinLinkExpired(inviter=row.inviter.name)
    return row


def _answer(row: AdministratorInvitation) -> None:
    """Only one answer is written, whatever else happens at the same moment."""
    unanswered = AdministratorInvitation.objects.filter(pk=row.pk, **OPEN)
    if not unanswered.update(accepted_at=clock.now()):
        raise JoinLinkDead


def _user_of(member: Member) -> User | None:
    return User.objects.filter(member=member).first()


def _can_sign_in(user: User | None) -> bool:
    return user is not None and user.is_active and user.has_usable_password()


def _sign_in(member: Member, password_hash: str | None, signed_in_user: User | None) -> User | None:
    """The member's user, if any; who can sign in must have done so."""
    if signed_in_user is not None and signed_in_user.member_id != member.pk:
        raise JoinAsAnother(address=member.address)
    user = _user_of(member)
    if _can_sign_in(user):
        if signed_in_user is None:
            raise SignInToJoin(address=member.address)
    elif not password_hash:
        raise JoinNeedsPassword("password")
    return user


def _promoted(
    member: Member, user: User | None, password_hash: str | None, language: str, actor: Actor
) -> User:
    if user is None:
        made = password_hash or ""
        return create_user(member, made, language, actor=actor, is_administrator=True)
    if not _can_sign_in(user):
        store_password(user, password_hash or "", actor)
    User.objects.filter(pk=user.pk).update(is_administrator=True, is_active=True)
    # Whoever else holds a session of this person must not find it grown.
    end_all(member.public_id)
    return User.objects.get(pk=user.pk)
