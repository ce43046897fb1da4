"""Gives, extends, locks, unlocks and revokes a member's access."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lorgnette.access import seats, settling
from lorgnette.access.last_day import check_last_day, ends_at
from lorgnette.access.lock_reason import clean_reason
from lorgnette.access.models import Grant
from lorgnette.audit.record import record
from lorgnette.directory.models import CrmUser
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member, User
from lorgnette.users.sessions import end_all


class NoOpenGrant(Refusal):
    code = "no_open_grant"
    status = 409
    words = _("This person has no access that could be changed.")


class AlreadyGranted(Refusal):
    code = "already_granted"
    status = 409
    words = _("%(name)s already has Account Insight.")


class GrantLocked(Refusal):
    code = "grant_locked"
    status = 409
    words = _("The access of %(name)s is locked.")


class GrantNotLocked(Refusal):
    code = "grant_not_locked"
    status = 409
    words = _("The access of %(name)s is not locked.")


def give(
    member: Member,
    *,
    scope: str,
    chosen: CrmUser | None,
    last_day: date | None,
    zone: str,
    actor: Actor,
    at: datetime,
    inviter: Member | None = None,
) -> Grant:
    """A new grant, in the member's reserved seat; one that has ended before is closed.

    Raises `AlreadyGranted`, `GrantLocked`, `NoSeatLeft`. Whether `last_day` may be chosen was
    checked when it was: an offer stays good.
    """
    with transaction.atomic(savepoint=False):
        _close_ended(member, at, actor)
        seats.convert(member.pk)
        grant = Grant.objects.create(
            member=member,
            scope=scope,
            chosen=chosen,
            last_day=last_day,
            zone=zone,
            ends_at=ends_at(last_day, zone),
            granted_at=at,
            inviter=inviter,
        )
        _record("granted", member, actor, scope=scope, last_day=last_day, zone=zone)
    return grant


def extend(member_ref: str, last_day: date | None, actor: Actor) -> Grant:
    """Moves the end to another day in the grant's own zone; an ended access opens again.

    Raises `NoOpenGrant`, `TooFewSeats`, or beside "last_day" the refusals of `check_last_day`.
    """
    with transaction.atomic():
        grant = _open(member_ref)
        check_last_day(last_day, grant.zone)
        if not grant.locked_at:
            seats.occupy([grant.member_id])
        old, grant.last_day = grant.last_day, last_day
        grant.ends_at, grant.end_set_at = ends_at(last_day, grant.zone), clock.now()
        grant.save(update_fields=["last_day", "ends_at", "end_set_at"])
        settling.extended(grant, actor)
        _record("extended", grant.member, actor, old=old, last_day=last_day, zone=grant.zone)
    return grant


def lock(member_ref: str, reason: str, actor: Actor) -> Grant:
    """Out from the next request on, until unlocked.

    Raises `NoOpenGrant`, `GrantLocked`, `LockReasonOdd`.
    """
    reason = clean_reason(reason)
    with transaction.atomic():
        grant = _open(member_ref)
        if grant.locked_at:
            raise GrantLocked(name=grant.member.name)
        grant.locked_at, grant.lock_reason = clock.now(), reason
        grant.save(update_fields=["locked_at", "lock_reason"])
        _end_sessions(grant.member)
        settling.silence(grant)
        # Written by hand, perhaps about the person: it can be erased with the rest of them.
        _record("locked", grant.member, actor, personal={"reason": grant.lock_reason})
    return grant


def unlock(member_ref: str, actor: Actor) -> Grant:
    """Raises `NoOpenGrant`, `GrantNotLocked`, `TooFewSeats`."""
    with transaction.atomic():
        grant = _open(member_ref)
        if not grant.locked_at:
            raise GrantNotLocked(name=grant.member.name)
        if grant.ends_at is None or clock.now() < grant.ends_at:
            seats.occupy([grant.member_id])
        locked_at, grant.locked_at, grant.lock_reason = grant.locked_at, None, ""
        grant.save(update_fields=["locked_at", "lock_reason"])
        settling.unlocked(grant, locked_at, actor)
        _record("unlocked", grant.member, actor)
    return grant


def revoke(member_ref: str, actor: Actor) -> Grant:
    """Out from the next request on, for good: only a new invitation helps. Raises `NoOpenGrant`."""
    with transaction.atomic():
        grant = _open(member_ref)
        grant.revoked_at = clock.now()
        grant.save(update_fields=["revoked_at"])
        _end_sessions(grant.member)
        settling.revoked(grant, actor)
        _record("revoked", grant.member, actor)
    return grant


def _open(member_ref: str) -> Grant:
    grants = Grant.objects.select_for_update(of=("self",)).select_related("member")
    grant = grants.filter(member__public_id=member_ref, revoked_at=None).first()
    if grant is None:
        raise NoOpenGrant
    return grant


def _close_ended(member: Member, at: datetime, actor: Actor) -> None:
    grant = Grant.objects.select_for_update().filter(member=member, revoked_at=None).first()
    if grant is None:
        return
    if grant.locked_at:
        raise GrantLocked(name=member.name)
    if grant.ends_at is None or at < grant.ends_at:
        raise AlreadyGranted(name=member.name)
    grant.revoked_at = at
    grant.save(update_fields=["revoked_at"])
    settling.revoked(grant, actor)


def _end_sessions(member: Member) -> None:
    """An administrator stays signed in: what they administer is not this access."""
    if not User.objects.filter(member=member, is_administrator=True).exists():
        end_all(member.public_id)


def _record(
    verb: str,
    member: Member,
    actor: Actor,
    *,
    personal: Mapping[str, str] | None = None,
    **values: Any,
) -> None:
    record(
        f"access.{verb}",
        actor,
        subject_kind="member",
        subject_ref=member.public_id,
        values=values,
        personal=personal,
    )
