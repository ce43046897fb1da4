"""Does one portion of an action on many people, in the caller's transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from lorgnette.access import many, seats
from lorgnette.access.models import Grant
from lorgnette.access.seats import TooFewSeats
from lorgnette.audit.record import Subject, record_many
from lorgnette.invitations import offers
from lorgnette.invitations.amend import inviter_of
from lorgnette.invitations.bulk_rules import Person, people, why_not
from lorgnette.invitations.issue import Issue, issue
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.offers import Terms
from lorgnette.invitations.seen import counts_of
from lorgnette.invitations.standing import hold
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail import outbox
from lorgnette.users.links import crm_user_ids
from lorgnette.workspace.settings import current

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done. `told` goes to the audit trail with each."""

    verb: str
    actor: Actor
    last_day: date | None = None
    reason: str = ""
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one person; `refusal` null means done, `before` and `after` are for undo."""

    member_id: int
    refusal: Refusal | None = None
    grant_id: int | None = None
    before: Values | None = None
    after: Values | None = None


def do(ids: Sequence[int], order: Order) -> list[Became]:
    """The members of these ids, whom nobody else changes meanwhile."""
    hold(ids)
    found = people(ids, order.verb, many.held(ids))
    refused = {p.member.pk: why_not(order.verb, p, order.last_day) for p in found}
    able = [person for person in found if refused[person.member.pk] is None]
    done = _DEEDS[order.verb](able, order) if able else []
    refusals = [Became(pk, refusal) for pk, refusal in refused.items() if refusal]
    return [*done, *refusals]


def _resend(able: Sequence[Person], order: Order) -> list[Became]:
    """As `amend.resend`: a new link each; the old one dies, its unsent mail is taken back."""
    at = clock.now()
    holding, lapsed = _by(able, lambda p: _offer(p).link_ends_at > at)
    try:
        seats.occupy([person.member.pk for person in able])
        few = None
    except TooFewSeats as refusal:
        few = refusal
        lapsed, left_out = _first(lapsed, refusal)
    done = [*holding, *lapsed]
    outbox.cancel([pk for p in done if (pk := _offer(p).message_id)])
    new = issue(_renewals(done, order.actor), at)
    ends = {row.member_id: row.link_ends_at for row in new}
    _record("resent", done, order, lambda p: {"link_ends_at": ends[p.member.pk]})
    refused = [Became(p.member.pk, few) for p in left_out] if few else []
    return [*(Became(p.member.pk) for p in done), *refused]


def _renewals(done: Sequence[Person], actor: Actor) -> list[Issue]:
    at, workspace, inviter = clock.now(), current(), inviter_of(actor)
    own = crm_user_ids([person.member for person in done])
    rows = [_offer(person) for person in done]
    counts = counts_of([(row.scope, own[row.member_id], row.chosen_id) for row in rows])
    return [
        Issue(
            member=person.member,
            inviter=inviter or row.inviter,
            batch=row.batch,
            via=row.via,
            language=row.language,
            text=row.message.text if row.message else None,
            offered=Terms(
                row.scope,
                row.last_day,
                row.zone,
                row.ends_at,
                offers.link_end(at, row.ends_at, workspace),
            ),
            chosen=row.chosen,
            reason=row.reason,
            accounts=accounts,
            renews=row,
            moved_from_id=row.moved_from_id,
        )
        for person, row, accounts in zip(done, rows, counts, strict=True)
    ]


def _revoke(able: Sequence[Person], order: Order) -> list[Became]:
    """As `amend.revoke`: the invitation that waits, else the access."""
    offered, holding = _by(able, lambda person: person.offer is not None)
    _take_back(offered, order)
    grants = _grants(holding)
    many.revoke(grants, order.actor, **order.told)
    invitations = [Became(person.member.pk) for person in offered]
    return [*invitations, *_became(grants, [{"revoked_at": None}] * len(grants))]


def _take_back(offered: Sequence[Person], order: Order) -> None:
    rows = [_offer(person) for person in offered]
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(revoked_at=clock.now())
    seats.release([row.member_id for row in rows])
    outbox.cancel([row.message_id for row in rows if row.message_id])
    _record("revoked", offered, order, lambda _person: {})


def _extend(able: Sequence[Person], order: Order) -> list[Became]:
    at = clock.now()
    # Locked ones take no seat, whatever their end.
    over = [g for g in _grants(able) if not g.locked_at and not many.is_live(g, at)]
    room, few = many.seated(over)
    grants, refused = _with_room(_grants(able), over, room, few)
    before = [_facts(grant, "last_day", "ends_at", "end_set_at") for grant in grants]
    many.extend(grants, order.last_day, order.actor, **order.told)
    return [*_became(grants, before), *refused]


def _lock(able: Sequence[Person], order: Order) -> list[Became]:
    grants = _grants(able)
    before = [_facts(grant, "locked_at", "lock_reason") for grant in grants]
    many.lock(grants, order.reason, order.actor, **order.told)
    return _became(grants, before)


def _unlock(able: Sequence[Person], order: Order) -> list[Became]:
    at = clock.now()
    lasting = [g for g in _grants(able) if g.ends_at is None or at < g.ends_at]
    room, few = many.seated(lasting)
    grants, refused = _with_room(_grants(able), lasting, room, few)
    before = [_facts(grant, "locked_at", "lock_reason") for grant in grants]
    many.unlock(grants, order.actor, **order.told)
    return [*_became(grants, before), *refused]


def _with_room(
    grants: Sequence[Grant],
    wanting: Sequence[Grant],
    room: Sequence[Grant],
    few: TooFewSeats | None,
) -> tuple[list[Grant], list[Became]]:
    """Those that need no seat or got one; and the others, refused."""
    without = {grant.pk for grant in wanting} - {grant.pk for grant in room}
    refused = [Became(g.member_id, few) for g in grants if g.pk in without]
    return [grant for grant in grants if grant.pk not in without], refused


def _became(grants: Sequence[Grant], before: Sequence[Values]) -> list[Became]:
    return [
        Became(grant.member_id, None, grant.pk, facts, _facts(grant, *facts))
        for grant, facts in zip(grants, before, strict=True)
    ]


def _facts(grant: Grant, *names: str) -> Values:
    return {name: getattr(grant, name) for name in names}


def _grants(found: Sequence[Person]) -> list[Grant]:
    return [person.grant for person in found if person.grant]


def _offer(person: Person) -> Invitation:
    return cast(Invitation, person.offer)


def _by(
    found: Sequence[Person], test: Callable[[Person], bool]
) -> tuple[list[Person], list[Person]]:
    """Those that pass, and the others."""
    passing = [person for person in found if test(person)]
    return passing, [person for person in found if not test(person)]


def _first(lapsed: Sequence[Person], few: TooFewSeats) -> tuple[list[Person], list[Person]]:
    """Those for whom seats are left: whoever has one keeps it."""
    return list(lapsed[: few.left]), list(lapsed[few.left :])


def _record(
    verb: str, done: Sequence[Person], order: Order, values: Callable[[Person], Values]
) -> None:
    subjects = [
        Subject(
            "member",
            person.member.public_id,
            {"invited_at": _offer(person).invited_at} | values(person) | dict(order.told),
            {"address": person.member.address},
        )
        for person in done
    ]
    record_many(f"invitation.{verb}", order.actor, subjects)


_DEEDS: Mapping[str, Callable[[Sequence[Person], Order], list[Became]]] = {
    "resend": _resend,
    "revoke": _revoke,
    "extend": _extend,
    "lock": _lock,
    "unlock": _unlock,
}


def as_json(facts: Values | None) -> Values | None:
    """Facts as a row keeps them."""
    if facts is None:
        return None
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items()}


def from_json(kept: Values) -> Values:
    """What `as_json` wrote."""
    return {name: _rich(name, value) for name, value in kept.items()}


def _rich(name: str, value: Any) -> Any:
    if value is None or name == "lock_reason":
        return value
    return date.fromisoformat(value) if name == "last_day" else datetime.fromisoformat(value)
