"""Edits a pending invitation: to whom, until when, whose accounts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lorgnette.access import seats
from lorgnette.audit.record import record
from lorgnette.invitations import amend
from lorgnette.invitations.changes import (
    UNCHANGED,
    Changes,
    NothingChanged,
    Plan,
    differs,
    plan,
)
from lorgnette.invitations.issue import Issue, issue
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.moved import moved_from
from lorgnette.invitations.offers import Terms
from lorgnette.invitations.seen import ids_of, meant
from lorgnette.invitations.standing import hold
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.members import ensure
from lorgnette.users.models import Member
from lorgnette.users.naming import may_rename, rename

__all__ = [
    "UNCHANGED",
    "Changes",
    "Edited",
    "Foreseen",
    "NothingToEdit",
    "Now",
    "edit",
    "foresee",
    "now",
]


class NothingToEdit(Refusal):
    code = "nothing_to_edit"
    words = _("There is no pending invitation to edit.")
    status = 409


@dataclass(frozen=True, slots=True)
class Edited:
    """`member_ref` is the person's whom the invitation is to now; `message_ref` is of the new
    mail, "" where the open link stayed valid and nobody is mailed.
    """

    member_ref: str
    message_ref: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an edit would do. `mailed` is why a new mail goes out and the old link dies: moved
    (another address), unsent (the old mail has not left), link_over, asked; "" for nobody.

    `person` names who has the new address already, if anybody. `widens`: more accounts than now.
    """

    mailed: str
    mail_gone: bool
    old_address: str
    address: str
    person: str
    old_last_day: date | None
    last_day: date | None
    zone: str
    link_ends_at: datetime
    old_scope: str
    scope: str
    chosen_name: str
    accounts_before: int
    accounts: int
    widens: bool


@dataclass(frozen=True, slots=True)
class Now:
    """The pending invitation as it is; `may_rename`: nobody signs in under the name yet."""

    address: str
    first_name: str
    last_name: str
    last_day: date | None
    zone: str
    scope: str
    chosen_ref: str
    chosen_name: str
    may_rename: bool


def now(member_ref: str) -> Now:
    """Raises `MemberMissing` and `NothingToEdit`."""
    member = amend.member_of(member_ref)
    old = _pending(member)
    return Now(
        address=member.address,
        first_name=member.first_name,
        last_name=member.last_name,
        last_day=old.last_day,
        zone=old.zone,
        scope=old.scope,
        chosen_ref=old.chosen.public_id if old.chosen else "",
        chosen_name=old.chosen.name if old.chosen else "",
        may_rename=may_rename(member),
    )


def foresee(member_ref: str, changes: Changes) -> Foreseen:
    """Writes nothing. Raises what `edit` raises."""
    old = _pending(amend.member_of(member_ref))
    planned = _planned(old, changes)
    return Foreseen(
        mailed=planned.mailed,
        mail_gone=planned.mail_gone,
        old_address=planned.old_address,
        address=planned.address.address,
        person=planned.person.name if planned.moves and planned.person else "",
        old_last_day=old.last_day,
        last_day=planned.last_day,
        zone=planned.zone,
        link_ends_at=planned.link_ends_at,
        old_scope=old.scope,
        scope=planned.scope,
        chosen_name=planned.chosen.name if planned.chosen else "",
        accounts_before=planned.accounts_before,
        accounts=planned.accounts,
        widens=_widens(old, planned),
    )


def edit(member_ref: str, actor: Actor, changes: Changes) -> Edited:
    """Another address moves the invitation to the one person of that address, under a new link.

    Where a new mail goes out the old link dies and its unsent mail is cancelled; otherwise the
    open link stays valid and shows the new terms. Raises `MemberMissing`, `NothingToEdit`,
    `NothingChanged`, the refusals of addresses, names, days and scopes beside their fields, a
    `NotInvitable` beside "address" for somebody who has access or an invitation,
    `ResentTooOften` and `seats.TooFewSeats`. Then nothing is written.
    """
    with transaction.atomic():
        member = amend.member_of(member_ref)
        planned = _planned(_pending(member), changes)
        target = _target(member, planned)
        hold({member.pk, target.pk})
        # Anything may have happened before the rows were held.
        old = _pending(member)
        planned = _planned(old, changes)
        new = _reissued(old, target, planned, actor) if planned.mailed else _kept(old, planned)
        _record(old, new, target, planned, actor)
        message = new.message if planned.mailed else None
    return Edited(target.public_id, message.public_id if message else "")


def _pending(member: Member) -> Invitation:
    old = amend.open_invitation(member)
    if old is None:
        raise NothingToEdit
    return old


def _planned(old: Invitation, changes: Changes) -> Plan:
    planned = plan(old, changes)
    if not changes.mail and not differs(old, planned):
        raise NothingChanged
    return planned


def _target(member: Member, planned: Plan) -> Member:
    """The one person of the address; who is known keeps name, language and CRM users."""
    if planned.moves:
        names = planned.first_name, planned.last_name
        return ensure(planned.address, *names, member.language, planned.crm_ids)
    return member


def _reissued(old: Invitation, target: Member, planned: Plan, actor: Actor) -> Invitation:
    amend.check_lately(old.member_id)
    amend.check_lately(target.pk)
    amend.withdraw_mail(old)
    if planned.moves:
        _take_back(old)
    else:
        _rename(target, planned)
    (new,) = issue([_issue(old, target, planned, actor)], clock.now())
    return new


def _take_back(old: Invitation) -> None:
    """From the person of the old address, whose record stays where they have a past here."""
    at = clock.now()
    facts = {"revoked_at": at} if _has_past(old) else {"revoked_at": at, "superseded_at": at}
    Invitation.objects.filter(pk=old.pk).update(**facts)
    seats.release([old.member_id])


def _has_past(old: Invitation) -> bool:
    return old.member.grants.exists()


def _issue(old: Invitation, target: Member, planned: Plan, actor: Actor) -> Issue:
    return Issue(
        member=target,
        inviter=amend.inviter_of(actor) or old.inviter,
        batch=old.batch,
        via=old.via,
        language=old.language,
        text=old.message.text if old.message else None,
        offered=_terms(planned),
        chosen=planned.chosen,
        reason=old.reason,
        accounts=planned.accounts,
        renews=old,
        moved_from_id=moved_from(old, target),
    )


def _terms(planned: Plan) -> Terms:
    return Terms(
        planned.scope, planned.last_day, planned.zone, planned.ends_at, planned.link_ends_at
    )


def _kept(old: Invitation, planned: Plan) -> Invitation:
    """The open link offers the new terms."""
    _rename(old.member, planned)
    seats.reserve([old.member_id], planned.link_ends_at)
    facts: dict[str, Any] = {
        "last_day": planned.last_day,
        "ends_at": planned.ends_at,
        "scope": planned.scope,
        "chosen": planned.chosen,
        "link_ends_at": planned.link_ends_at,
    }
    Invitation.objects.filter(pk=old.pk).update(**facts)
    return Invitation.objects.get(pk=old.pk)


def _rename(member: Member, planned: Plan) -> None:
    names = planned.first_name, planned.last_name
    if names != (member.first_name, member.last_name):
        rename(member, *names)
    if planned.address.address != member.address:
        # The same address, typed in other capitals.
        member.address = planned.address.address
        member.save(update_fields=["address"])


def _widens(old: Invitation, planned: Plan) -> bool:
    if "all" in (old.scope, planned.scope):
        return old.scope != "all"
    before = ids_of(old.scope, old.member, old.chosen_id)
    chosen = [planned.chosen.pk] if planned.chosen else []
    after = meant(planned.scope, planned.crm_ids, chosen[0] if chosen else None)
    return not after <= before


def _record(old: Invitation, new: Invitation, target: Member, planned: Plan, actor: Actor) -> None:
    values = {
        "old": _told(old),
        "new": _told(new),
        "mailed": planned.mailed,
        "link_ends_at": planned.link_ends_at,
        "invited_at": old.invited_at,
    }
    personal = {"old": _who(old.member, planned.old_address), "new": _who(target, target.address)}
    for member in {old.member, target}:
        moved_away = planned.moves and member.pk == old.member_id
        record(
            "invitation.moved" if moved_away else "invitation.edited",
            actor,
            subject_kind="member",
            subject_ref=member.public_id,
            values=values,
            personal=personal,
        )


def _told(invitation: Invitation) -> dict[str, Any]:
    return {
        "last_day": invitation.last_day,
        "scope": invitation.scope,
        "chosen": invitation.chosen.public_id if invitation.chosen else "",
    }


def _who(member: Member, address: str) -> dict[str, str]:
    return {"name": member.name, "address": address}
