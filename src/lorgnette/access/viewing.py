"""An administrator looks as somebody else would: begun, over, and both recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.access.models import Viewing
from lorgnette.audit.record import record
from lorgnette.directory.models import CrmUser
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.users.actors import actor_of
from lorgnette.users.members import by_key
from lorgnette.users.models import Member, User
from lorgnette.users.session_store import kept_key

LASTS = timedelta(minutes=30)
STOPPED, REPLACED, SIGNED_OUT, EXPIRED = "stopped", "replaced", "signed_out", "expired"


class NobodyToViewAs(Refusal):
    code = "nobody_to_view_as"
    status = 404
    words = _("There is nobody to view as under this address.")


@dataclass(frozen=True, slots=True)
class Looking:
    """As whom, until when: one of the two ids is null, and `member_ref` is "" without a member."""

    ref: str
    name: str
    member_ref: str
    member_id: int | None
    crm_user_id: int | None
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whom one could view as; `member_ref` is "" for whom nobody has invited."""

    name: str
    member_ref: str


def member(member_ref: str) -> Somebody:
    """Raises `NobodyToViewAs`."""
    found = _member(member_ref)
    return Somebody(found.name, found.public_id)


def crm_user(crm_ref: str) -> Somebody:
    """Raises `NobodyToViewAs`."""
    found, invited = _crm_user(crm_ref)
    return Somebody(invited.name, invited.public_id) if invited else Somebody(found.name, "")


def begin_as_member(user: User, session_key: str, member_ref: str, actor: Actor) -> Looking:
    """In this session alone, for half an hour. Raises `NobodyToViewAs`."""
    return _begin(user, session_key, _member(member_ref), None, actor)


def begin_as_crm_user(user: User, session_key: str, crm_ref: str, actor: Actor) -> Looking:
    """The same as a CRM user; where they are a member, as that. Raises `NobodyToViewAs`."""
    found, invited = _crm_user(crm_ref)
    return _begin(user, session_key, invited, None if invited else found, actor)


def current(ref: str, user: User, session_key: str) -> Looking | None:
    """What this session began, as long as it lasts: null from the second it ends on."""
    if not user.is_administrator:
        return None
    rows = Viewing.objects.select_related("member", "crm_user").filter(
        public_id=ref,
        administrator_id=user.pk,
        session=kept_key(session_key),
        salt=user.session_salt,
        ended_at=None,
        ends_at__gt=clock.now(),
    )
    row = rows.first()
    return _looking(row) if row else None


def name_of(ref: str, actor: Actor) -> str:
    """As whom the actor looked then, "" where this was none of theirs."""
    rows = Viewing.objects.select_related("member", "crm_user")
    row = rows.filter(public_id=ref, administrator__member__public_id=actor.ref).first()
    return _looking(row).name if row else ""


def end(session_key: str, actor: Actor, how: str) -> None:
    """Whatever this session began is over; nothing happens where it began nothing."""
    with transaction.atomic():
        open_ones = Viewing.objects.filter(session=kept_key(session_key), ended_at=None)
        for row in _held(open_ones):
            _end(row, actor, how)


def end_due(go_on: Callable[[], bool] = lambda: True) -> int:
    """Records the end of those whose time is over; `current` has refused them since. How many."""
    due = Viewing.objects.filter(ended_at=None, ends_at__lte=clock.now())
    number = 0
    for pk in list(due.order_by("ends_at").values_list("pk", flat=True)):
        if not go_on():
            break
        with transaction.atomic():
            for row in _held(Viewing.objects.filter(pk=pk, ended_at=None)):
                _end(row, actor_of(row.administrator), EXPIRED)
                number += 1
    return number


def _member(member_ref: str) -> Member:
    found = Member.objects.filter(public_id=member_ref).first()
    if found is None:
        raise NobodyToViewAs
    return found


def _crm_user(crm_ref: str) -> tuple[CrmUser, Member | None]:
    found = CrmUser.objects.filter(public_id=crm_ref, gone_at=None).first()
    if found is None:
        raise NobodyToViewAs
    return found, by_key(found.address_key) if found.address_key else None


def _begin(
    user: User, session_key: str, member: Member | None, crm_user: CrmUser | None, actor: Actor
) -> Looking:
    at = clock.now()
    with transaction.atomic():
        # Two at once of one person: the second replaces the first.
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        end(session_key, actor, REPLACED)
        row = Viewing.objects.create(
            administrator_id=user.pk,
            member=member,
            crm_user=crm_user,
            session=kept_key(session_key),
            salt=user.session_salt,
            begun_at=at,
            ends_at=at + LASTS,
        )
        _record("begun", row, actor, ends_at=row.ends_at)
    return _looking(row)


def _held(rows: QuerySet[Viewing]) -> QuerySet[Viewing]:
    return rows.select_for_update(of=("self",)).select_related("member", "crm_user")


def _end(row: Viewing, actor: Actor, how: str) -> None:
    row.ended_at, row.how = min(clock.now(), row.ends_at), how
    row.save(update_fields=["ended_at", "how"])
    _record("ended", row, actor, how=how, begun_at=row.begun_at)


def _record(what: str, row: Viewing, actor: Actor, **values: object) -> None:
    member, crm_user = row.member, row.crm_user
    record(
        f"access.view_{what}",
        actor,
        subject_kind="member" if member else "crm_user",
        subject_ref=member.public_id if member else crm_user.public_id if crm_user else "",
        values=values,
        personal={"name": member.name if member else crm_user.name if crm_user else ""},
    )


def _looking(row: Viewing) -> Looking:
    member, crm_user = row.member, row.crm_user
    return Looking(
        ref=row.public_id,
        name=member.name if member else crm_user.name if crm_user else "",
        member_ref=member.public_id if member else "",
        member_id=row.member_id,
        crm_user_id=row.crm_user_id,
        ends_at=row.ends_at,
    )
