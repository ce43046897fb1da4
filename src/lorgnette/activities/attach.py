"""Places what a person did into the accounts they belonged to at those times."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lorgnette.activities import arrivals, day_counts, touched
from lorgnette.activities.day_counts import Cell
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.models import Activity
from lorgnette.kernel.portions import portions
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Span:
    """At the account from `since` until `until`, exclusive; None: since ever, or still."""

    account_id: int
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        after = self.since is None or self.since <= at
        return after and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class _Moved:
    id: int
    old: int | None
    new: int | None
    type: str
    at: datetime
    bot: str


def attach(person_id: int, spans: Sequence[Span]) -> int:
    """Moves the person's activities that follow them; how many were elsewhere before.

    In the caller's transaction, which writes the memberships too, before it marks accounts by
    itself: events that come in meanwhile wait for its end, and then see them. Days are recounted,
    and every account that lost or got something is marked touched.
    """
    lock_all()
    moved = _moved(person_id, spans)
    _write(moved)
    day_counts.change(_cells(person_id, moved))
    touched.mark({pk for row in moved for pk in (row.old, row.new) if pk is not None})
    arrivals.note((pk, person_id, row.at) for row in moved for pk in (row.old, row.new))
    return len(moved)


def _moved(person_id: int, spans: Sequence[Span]) -> list[_Moved]:
    rows = Activity.objects.filter(person=person_id, follows=True)
    found = []
    for pk, old, type_, at, bot in rows.values_list("id", "account", "type", "at", "bot"):
        new = next((span.account_id for span in spans if span.holds(at)), None)
        if new != old:
            found.append(_Moved(pk, old, new, type_, at, bot))
    return found


def _write(moved: Sequence[_Moved]) -> None:
    for account_id in {row.new for row in moved}:
        ids = [row.id for row in moved if row.new == account_id]
        for part in portions(ids):
            Activity.objects.filter(id__in=part).update(account=account_id)


def _cells(person_id: int, moved: Sequence[_Moved]) -> Counter[Cell]:
    zone, counts = ZoneInfo(current().zone), Counter[Cell]()
    for row in moved:
        day = row.at.astimezone(zone).date()
        if row.old is not None and not row.bot:
            counts[row.old, person_id, row.type, day] -= 1
        if row.new is not None and not row.bot:
            counts[row.new, person_id, row.type, day] += 1
    return counts
