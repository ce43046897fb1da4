"""The invited person's link: look at the offer, accept it once, or decline it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce

from lorgnette.access import grants, seats
from lorgnette.audit.record import record, together
from lorgnette.invitations import standing
from lorgnette.invitations.invitees import count_for
from lorgnette.invitations.links import (
    LinkDead,
    LinkDeclined,
    LinkExpired,
    LinkRevoked,
    LinkSuperseded,
    LinkUnknown,
    LinkUsed,
    find,
    must_be_good,
)
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import digest
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.create import create_user
from lorgnette.users.models import Member, User
from lorgnette.workspace.settings import current

__all__ = [
    "LinkDead",
    "LinkDeclined",
    "LinkExpired",
    "LinkRevoked",
    "LinkSuperseded",
    "LinkUnknown",
    "LinkUsed",
    "Offer",
    "PasswordNeeded",
    "SignInFirst",
    "SignedInAsAnother",
    "accept",
    "decline",
    "look",
    "opened",
]


class SignInFirst(Refusal):
    """The invited person has a sign-in already: accept signed in as that person."""

    code = "sign_in_first"
    words = _("You can sign in here already. Do so as %(address)s to accept.")
    status = 403


class SignedInAsAnother(Refusal):
    code = "signed_in_as_another"
    words = _("This invitation is for %(address)s, and you are signed in as somebody else.")
    status = 403


class PasswordNeeded(Refusal):
    code = "password_needed"
    words = _("Choose a password.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the invited person is shown. `zone` names the days; `language` is the invitation's.

    `accounts` counts what they would see now. `has_user`: a sign-in exists already; then accepting
    needs its session and no password.
    """

    member_ref: str
    invited_address: str
    first_name: str
    last_name: str
    name: str
    inviter: str
    company: str
    accounts: int
    scope: str
    last_day: date | None
    zone: str
    link_ends_at: datetime
    language: str
    has_user: bool


def look(token: str) -> Offer:
    """Writes nothing. Raises `LinkUnknown` (404) or a `LinkDead` (410) that says what happened."""
    invitation = find(token)
    must_be_good(invitation)
    member = invitation.member
    return Offer(
        member_ref=member.public_id,
        invited_address=member.address,
        first_name=member.first_name,
        last_name=member.last_name,
        name=member.name,
        inviter=invitation.inviter.name,
        company=current().name,
        accounts=count_for(member, invitation.scope, invitation.chosen_id),
        scope=invitation.scope,
        last_day=invitation.last_day,
        zone=invitation.zone,
        link_ends_at=invitation.link_ends_at,
        language=invitation.language,
        has_user=_user_of(member) is not None,
    )


def opened(token: str, *, ip: str = "", agent: str = "") -> None:
    """Notes once that a person acted on the link's page; a dead or unknown link is left alone.

    That the link was fetched is told by `visits.visited`: programs do that too.
    """
    try:
        invitation = find(token)
        must_be_good(invitation)
    except (LinkUnknown, LinkDead):
        return
    unopened = Invitation.objects.filter(pk=invitation.pk, opened_at=None)
    with transaction.atomic():
        if invitation.opened_at is None and unopened.update(opened_at=clock.now()):
            _record("opened", invitation, ip, agent)


def accept(
    token: str,
    *,
    password_hash: str | None = None,
    signed_in_user: User | None = None,
    ip: str = "",
    agent: str = "",
) -> User:
    """Accepts, exactly once: makes or reuses the sign-in and gives the access that was offered.

    Hash the password before (`users.passwords.hash_password`). Raises the refusals above; then
    nothing is written.
    """
    member_id = _whose(token)
    with transaction.atomic(), together():
        invitation = _held(token, member_id)
        user = _sign_in(invitation, password_hash, signed_in_user)
        _answer(invitation, "accepted_at")
        user = user or _created(invitation, password_hash or "", ip, agent)
        _grant(invitation, ip, agent)
        _record("accepted", invitation, ip, agent, scope=invitation.scope)
    return user


def decline(token: str, *, ip: str = "", agent: str = "") -> None:
    """Declines; the link is dead afterwards. Raises the refusals of `look`."""
    member_id = _whose(token)
    with transaction.atomic():
        invitation = _held(token, member_id)
        _answer(invitation, "declined_at")
        seats.release([invitation.member_id])
        _record("declined", invitation, ip, agent)


def _whose(token: str) -> int:
    """The member's id. A link that is dead already takes no lock and keeps nobody waiting."""
    good = Invitation.objects.filter(
        token_digest=digest(token), link_ends_at__gt=clock.now(), **standing.UNANSWERED
    )
    member_id = good.values_list("member_id", flat=True).first()
    if member_id is None:
        invitation = find(token)
        must_be_good(invitation)
        return invitation.member_id
    return member_id


def _held(token: str, member_id: int) -> Invitation:
    """The invitation as it is once nobody else can answer or amend it."""
    standing.hold([member_id])
    invitation = find(token)
    must_be_good(invitation)
    return invitation


def _user_of(member: Member) -> User | None:
    return getattr(member, "user", None)


def _sign_in(
    invitation: Invitation, password_hash: str | None, signed_in_user: User | None
) -> User | None:
    """The invited person's existing user, who must be the one signed in; null if there is none."""
    member = invitation.member
    if signed_in_user is not None and signed_in_user.member_id != member.pk:
        raise SignedInAsAnother(address=member.address)
    user = _user_of(member)
    if user is not None and signed_in_user is None:
        raise SignInFirst(address=member.address)
    if user is None and not password_hash:
        raise PasswordNeeded("password")
    return user


def _answer(invitation: Invitation, fact: str) -> None:
    """Only one answer is written, whatever else happens at the same moment."""
    unanswered = Invitation.objects.filter(
        pk=invitation.pk, link_ends_at__gt=clock.now(), **standing.UNANSWERED
    )
    # An answer is a person's act, whatever their browser told of their visit.
    at = clock.now()
    if not unanswered.update(**{fact: at, "opened_at": Coalesce("opened_at", at)}):
        invitation.refresh_from_db()
        must_be_good(invitation)
        raise LinkUsed(inviter=invitation.inviter.name, day=clock.today(invitation.zone))


def _created(invitation: Invitation, password_hash: str, ip: str, agent: str) -> User:
    member = invitation.member
    actor = _actor(member, ip, agent)
    return create_user(member, password_hash, invitation.language, actor=actor)


def _grant(invitation: Invitation, ip: str, agent: str) -> None:
    grants.give(
        invitation.member,
        scope=invitation.scope,
        chosen=invitation.chosen,
        last_day=invitation.last_day,
        zone=invitation.zone,
        actor=_actor(invitation.member, ip, agent),
        at=clock.now(),
        inviter=invitation.inviter,
    )


def _actor(member: Member, ip: str, agent: str) -> Actor:
    return Actor("invited", member.public_id, member.name, member.address, ip, agent)


def _record(verb: str, invitation: Invitation, ip: str, agent: str, **values: Any) -> None:
    member = invitation.member
    record(
        f"invitation.{verb}",
        _actor(member, ip, agent),
        subject_kind="member",
        subject_ref=member.public_id,
        values={"invited_at": invitation.invited_at, **values},
        personal={"address": member.address},
    )
