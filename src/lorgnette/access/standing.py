"""Where a member's access stands at this moment: derived from the facts and the clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from lorgnette.access.models import Grant
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions

ACTIVE, ENDED, LOCKED, REVOKED, NEVER = "active", "ended", "locked", "revoked", "never"


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is active, ended, locked, revoked or never (not granted yet)."""

    state: str
    scope: str = ""
    chosen_id: int | None = None
    last_day: date | None = None
    zone: str = ""
    ends_at: datetime | None = None
    locked_at: datetime | None = None
    lock_reason: str = ""
    revoked_at: datetime | None = None


def standing(member_id: int) -> Standing:
    """Of one member, the latest grant."""
    return standings([member_id])[member_id]


def standings(member_ids: Collection[int]) -> dict[int, Standing]:
    """By member id, of each the latest grant."""
    wanted, at = list(member_ids), clock.now()
    found = dict.fromkeys(wanted, Standing(NEVER))
    for chunk in portions(wanted):
        for grant in Grant.objects.filter(member_id__in=chunk).order_by("granted_at", "id"):
            found[grant.member_id] = _of(grant, at)
    return found


def _of(grant: Grant, at: datetime) -> Standing:
    return Standing(
        state=state_of(grant, at),
        scope=grant.scope,
        chosen_id=grant.chosen_id,
        last_day=grant.last_day,
        zone=grant.zone,
        ends_at=grant.ends_at,
        locked_at=grant.locked_at,
        lock_reason=grant.lock_reason,
        revoked_at=grant.revoked_at,
    )


def state_of(grant: Grant, at: datetime) -> str:
    """Active, ended, locked or revoked, at `at`."""
    if grant.revoked_at:
        return REVOKED
    if grant.locked_at:
        return LOCKED
    return ACTIVE if grant.ends_at is None or at < grant.ends_at else ENDED
