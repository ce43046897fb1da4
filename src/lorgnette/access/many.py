"""Locks, unlocks, extends and revokes many at once: the verbs of `grants`, in few statements.

The caller has checked each, and holds the members and the grants (`held`) in its transaction.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from lorgnette.access import seats, settling
from lorgnette.access.last_day import ends_at
from lorgnette.access.models import ExtensionRequest, Grant, Notice
from lorgnette.access.seats import TooFewSeats
from lorgnette.audit.record import Subject, record_many
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.users.sessions import end_all_of

# Beyond as many groups of like values, one statement holds many rows.
MOST_GROUPS = 20
Values = dict[str, Any]


def held(member_ids: Collection[int]) -> dict[int, Grant]:
    """By member, the access that was not revoked; nobody else changes it meanwhile."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related("member")
    rows = rows.filter(member_id__in=member_ids, product=seats.PRODUCT, revoked_at=None)
    return {grant.member_id: grant for grant in rows.order_by("pk")}


def is_live(grant: Grant, at: datetime) -> bool:
    """Whether it takes a seat."""
    over = grant.ends_at is not None and grant.ends_at <= at
    return grant.revoked_at is None and grant.locked_at is None and not over


def seated(grants: Sequence[Grant]) -> tuple[list[Grant], TooFewSeats | None]:
    """The first of those there is room for to be live, and the refusal to the others."""
    try:
        seats.occupy([grant.member_id for grant in grants])
    except TooFewSeats as few:
        return list(grants[: few.left]), few
    return list(grants), None


def lock(grants: Sequence[Grant], reason: str, actor: Actor, **told: object) -> None:
    """Out from the next request on."""
    at = clock.now()
    for grant in grants:
        grant.locked_at, grant.lock_reason = at, reason
    _save(grants, "locked_at", "lock_reason")
    _end_sessions(grants)
    _settle(grants, settling.silence)
    _record("locked", grants, actor, lambda _grant: told, personal={"reason": reason})


def unlock(grants: Sequence[Grant], actor: Actor, **told: object) -> None:
    """Room for those that become live was made (`seated`)."""
    since = {grant.pk: grant.locked_at for grant in grants}
    for grant in grants:
        grant.locked_at, grant.lock_reason = None, ""
    _save(grants, "locked_at", "lock_reason")
    _settle(grants, lambda grant: settling.unlocked(grant, since[grant.pk] or clock.now(), actor))
    _record("unlocked", grants, actor, lambda _grant: told)


def extend(grants: Sequence[Grant], last_day: date | None, actor: Actor, **told: object) -> None:
    """Each in its own zone. Room for those that become live was made (`seated`)."""
    at, old = clock.now(), {grant.pk: grant.last_day for grant in grants}
    for grant in grants:
        grant.last_day, grant.ends_at = last_day, ends_at(last_day, grant.zone)
        grant.end_set_at = at
    _save(grants, "last_day", "ends_at", "end_set_at")
    _settle(grants, lambda grant: settling.extended(grant, actor))
    _record("extended", grants, actor, lambda grant: _end(grant, old[grant.pk]) | told)


def revoke(grants: Sequence[Grant], actor: Actor, **told: object) -> None:
    """Out from the next request on, for good."""
    at = clock.now()
    for grant in grants:
        grant.revoked_at = at
    _save(grants, "revoked_at")
    _end_sessions(grants)
    _settle(grants, lambda grant: settling.revoked(grant, actor))
    _record("revoked", grants, actor, lambda _grant: told)


def put_back(
    verb: str, grants: Sequence[Grant], before: Sequence[Values], actor: Actor, **told: object
) -> None:
    """The facts of each as they were; `verb` is what that is called in the audit trail."""
    for grant, facts in zip(grants, before, strict=True):
        for name, value in facts.items():
            setattr(grant, name, value)
    _save(grants, *sorted({name for facts in before for name in facts}))
    _end_sessions([grant for grant in grants if grant.locked_at])
    _settle(grants, settling.silence)
    _record(verb, grants, actor, lambda grant: _end(grant, None) | told)


def _end(grant: Grant, old: date | None) -> Values:
    return {"old": old, "last_day": grant.last_day, "zone": grant.zone}


def _save(grants: Sequence[Grant], *names: str) -> None:
    """In one statement for each group of like values."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for grant in grants:
        groups.setdefault(tuple(getattr(grant, name) for name in names), []).append(grant.pk)
    if len(groups) > MOST_GROUPS:
        Grant.objects.bulk_update(grants, names, batch_size=100)
        return
    for values, ids in groups.items():
        Grant.objects.filter(pk__in=ids).update(**dict(zip(names, values, strict=True)))


def _settle(grants: Sequence[Grant], settle: Callable[[Grant], object]) -> None:
    """Few have a reminder that waits or a wish that is open."""
    ids = [grant.pk for grant in grants]
    settling.silence_all(ids)
    waiting = Notice.objects.filter(grant__in=ids).filter(
        Q(message__final=False) | Q(digest__message__final=False)
    )
    wishes = ExtensionRequest.objects.filter(grant__in=ids, closed_at=None)
    concerned = {*waiting.values_list("grant_id", flat=True)}
    concerned |= {*wishes.values_list("grant_id", flat=True)}
    for grant in grants:
        if grant.pk in concerned:
            settle(grant)


def _end_sessions(grants: Sequence[Grant]) -> None:
    end_all_of([grant.member_id for grant in grants])


def _record(
    verb: str,
    grants: Sequence[Grant],
    actor: Actor,
    values: Callable[[Grant], Values],
    personal: Values | None = None,
) -> None:
    subjects = [
        Subject("member", grant.member.public_id, values(grant), personal or {}) for grant in grants
    ]
    record_many(f"access.{verb}", actor, subjects)
