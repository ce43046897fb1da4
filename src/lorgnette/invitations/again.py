"""A former person again: the old access restored, or a fresh start with an invitation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from lorgnette.access import grants, restoring
from lorgnette.access.models import Grant
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import standing
from lorgnette.invitations.amend import held, member_of
from lorgnette.invitations.invitees import count_for
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.reasons import NotInvitable
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.models import Member, User
from lorgnette.workspace.settings import current


class StillInvited(Refusal):
    code = "still_invited"
    words = _("An invitation waits for an answer. Revoke it first, or resend it.")
    status = 409


class StillActive(Refusal):
    code = "still_active"
    words = _("This person has access. There is nothing to invite to.")
    status = 409


@dataclass(frozen=True, slots=True)
class Former:
    """What there was, to give back. `needs_day`: its last day is over."""

    scope: str
    chosen_name: str
    accounts: int
    last_day: date | None
    zone: str
    needs_day: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """`former` is null where there is nothing to restore; `ends` says that a fresh start revokes
    what is left of an access that has ended or is locked.
    """

    former: Former | None
    ends: bool


def choices(member_ref: str) -> Choices:
    """Writes nothing. Raises `MemberMissing`, `StillInvited` and `StillActive`."""
    member = member_of(member_ref)
    grant = _must_be_former(member)
    was = None if grant else restoring.former(member.pk)
    return Choices(_former(member, was) if was else None, ends=grant is not None)


def restore(member_ref: str, last_day: date | None, actor: Actor) -> None:
    """As it was, at once and without mail: accounts, sign-in and password are the same.

    Raises `MemberMissing`, `StillInvited`, `StillActive` and the refusals of `restoring.restore`.
    """
    with transaction.atomic():
        member = held(member_ref)
        _must_be_former(member)
        restoring.restore(member, last_day, actor)
        forget_offers([member.pk])


def start_fresh(member_ref: str, actor: Actor) -> dict[str, Any]:
    """The wizard's answers for this one person. What is left of an old access is revoked: the new
    terms count only once they are accepted, and never add to the old.

    Raises `MemberMissing`, `StillInvited`, `StillActive` and a `NotInvitable`.
    """
    with transaction.atomic():
        member = held(member_ref)
        grant = _must_be_former(member)
        _must_be_willing(member)
        if grant:
            grants.revoke(member_ref, actor)
    return _answers(member)


def forget_offers(member_ids: list[int]) -> None:
    """An offer that came to nothing says nothing of who has access again."""
    rows = Invitation.objects.filter(
        member__in=member_ids, product=standing.PRODUCT, superseded_at=None, accepted_at=None
    )
    rows.update(superseded_at=clock.now())


def _must_be_former(member: Member) -> Grant | None:
    """The access that has ended or is locked, null if it was revoked or never given."""
    if standing.open_invitations().filter(member=member).exists():
        raise StillInvited
    grant = standing.open_grants().filter(member=member).first()
    if grant and not grant.locked_at and not restoring.is_over(grant):
        raise StillActive
    return grant


def _must_be_willing(member: Member) -> None:
    why_not: NotInvitable | None = standing.unwilling([member.address_key], current().zone).get(
        member.address_key
    )
    if why_not:
        raise why_not


def _former(member: Member, was: Grant) -> Former | None:
    if not User.objects.filter(member=member, is_active=True).exists():
        return None
    return Former(
        scope=was.scope,
        chosen_name=was.chosen.name if was.chosen else "",
        accounts=count_for(member, was.scope, was.chosen_id),
        last_day=was.last_day,
        zone=was.zone,
        needs_day=restoring.is_over(was),
        is_locked=was.locked_at is not None,
    )


def _answers(member: Member) -> dict[str, Any]:
    """By CRM where the person is a present CRM user, else by address."""
    rows = CrmUser.objects.filter(address_key=member.address_key, gone_at=None, active=True)
    ref = rows.order_by("pk").values_list("public_id", flat=True).first()
    if ref:
        return {"way": "crm", "crm_refs": (ref,)}
    return {
        "way": "email",
        "first_name": member.first_name,
        "last_name": member.last_name,
        "address": member.address,
    }
