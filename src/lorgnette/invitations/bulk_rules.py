"""Which of many people an action would change, and why the others stay as they are.

The rules of the single verbs, over facts read in few queries for all.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lorgnette.access.grants import GrantLocked, GrantNotLocked, NoOpenGrant
from lorgnette.access.last_day import LastDayPast, LastDayTooFar, check_last_day
from lorgnette.access.models import Grant
from lorgnette.access.seats import TooFewSeats
from lorgnette.invitations import standing
from lorgnette.invitations.amend import (
    LATELY,
    MOST_LATELY,
    AccessDateOver,
    NothingPending,
    NothingToRevoke,
    ResentTooOften,
)
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.reasons import Complained, Suppressed
from lorgnette.invitations.standing import UNANSWERED
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.models import Member
from lorgnette.workspace.settings import current

RESEND, REVOKE, EXTEND, LOCK, UNLOCK = "resend", "revoke", "extend", "lock", "unlock"
VERBS = (RESEND, REVOKE, EXTEND, LOCK, UNLOCK)
_REFUSALS: tuple[type[Refusal], ...] = (
    NothingPending,
    AccessDateOver,
    ResentTooOften,
    NothingToRevoke,
    NoOpenGrant,
    GrantLocked,
    GrantNotLocked,
    LastDayPast,
    LastDayTooFar,
    TooFewSeats,
    Suppressed,
    Complained,
)
REFUSALS: Mapping[str, type[Refusal]] = {refusal.code: refusal for refusal in _REFUSALS}


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules look at. `offer` was neither answered nor taken back."""

    member: Member
    grant: Grant | None
    offer: Invitation | None
    lately: int
    unwilling: Refusal | None


def people(
    ids: Sequence[int], verb: str, grants: Mapping[int, Grant] | None = None
) -> list[Person]:
    """In the order of `ids`; `grants` are those that the caller holds already."""
    members = Member.objects.in_bulk(ids)
    offers = Invitation.objects.filter(member__in=ids, **UNANSWERED)
    offers = offers.select_related("message__text", "inviter", "batch", "chosen")
    offered = {offer.member_id: offer for offer in offers}
    if grants is None:
        rows = standing.open_grants().filter(member__in=ids)
        grants = {grant.member_id: grant for grant in rows}
    lately = _lately(offered) if verb == RESEND else {}
    keys = {members[pk].address_key for pk in offered} if verb == RESEND else set()
    unwilling = standing.unwilling(keys, current().zone)
    return [
        Person(
            member=members[pk],
            grant=grants.get(pk),
            offer=offered.get(pk),
            lately=lately.get(pk, 0),
            unwilling=unwilling.get(members[pk].address_key),
        )
        for pk in ids
        if pk in members
    ]


def why_not(verb: str, person: Person, last_day: date | None = None) -> Refusal | None:
    """Why the action leaves this person as they are; null where it changes something."""
    return _RULES[verb](person, last_day)


def stored(reason: Refusal) -> dict[str, Any]:
    """The refusal as JSON; who it is about is not kept twice."""
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in reason.values.items()
        if name != "name"
    }
    return {"code": reason.code, "values": values}


def read(row: Mapping[str, Any], name: str) -> Refusal:
    """The refusal that `stored` wrote, about the person of this name."""
    values: dict[str, Any] = {
        key: date.fromisoformat(value) if key in _DAYS and value else value
        for key, value in row["values"].items()
    }
    return REFUSALS[row["code"]](None, name=name, **values)


_DAYS = frozenset({"day", "earliest", "latest"})


def _lately(ids: Collection[int]) -> Mapping[int, int]:
    rows = Invitation.objects.filter(member__in=ids, invited_at__gt=clock.now() - LATELY)
    return Counter(rows.values_list("member_id", flat=True))


def _resend(person: Person, _day: date | None) -> Refusal | None:
    offer = person.offer
    if offer is None:
        return NothingPending()
    if offer.ends_at and offer.ends_at <= clock.now():
        return AccessDateOver(day=offer.last_day)
    if person.lately >= MOST_LATELY:
        return ResentTooOften(count=person.lately)
    return person.unwilling


def _revoke(person: Person, _day: date | None) -> Refusal | None:
    return None if person.offer or person.grant else NothingToRevoke()


def _extend(person: Person, last_day: date | None) -> Refusal | None:
    if person.grant is None:
        return NoOpenGrant()
    try:
        check_last_day(last_day, person.grant.zone)
    except Refusal as refusal:
        return refusal
    return None


def _lock(person: Person, _day: date | None) -> Refusal | None:
    if person.grant is None:
        return NoOpenGrant()
    return GrantLocked(name=person.member.name) if person.grant.locked_at else None


def _unlock(person: Person, _day: date | None) -> Refusal | None:
    if person.grant is None:
        return NoOpenGrant()
    return None if person.grant.locked_at else GrantNotLocked(name=person.member.name)


_RULES: Mapping[str, Callable[[Person, date | None], Refusal | None]] = {
    RESEND: _resend,
    REVOKE: _revoke,
    EXTEND: _extend,
    LOCK: _lock,
    UNLOCK: _unlock,
}
