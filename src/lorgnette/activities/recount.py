"""Counts the days of a person anew, a portion after another: after what counts has changed."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from lorgnette.accounts.objections import objecting
from lorgnette.activities import arrivals, day_counts, touched
from lorgnette.activities.day_counts import Cell
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.models import Activity, DayCount, Recount
from lorgnette.kernel.among import Among
from lorgnette.workspace.settings import current

# Others who write wait no longer than this many activities take: about 0.1 s.
AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class _Done:
    account: int | None
    type: str
    at: datetime
    bot: str


def ask(person_ids: Collection[int]) -> None:
    """In the transaction that changes what counts; begun anew where it is under way."""
    Recount.objects.bulk_create(
        [Recount(person_id=pk, reached=None) for pk in sorted(set(person_ids))],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["reached"],
    )


def go_on() -> bool:
    """The next portion; no, if nothing is left. Killed in the middle it goes on where it was."""
    if not Recount.objects.exists():
        return False
    with transaction.atomic():
        lock_all()
        row = Recount.objects.select_for_update().order_by("pk").first()
        if row is None:
            return False
        _portion(row)
    return True


def _portion(row: Recount) -> None:
    zone = ZoneInfo(current().zone)
    done = _read(row.person_id, row.reached, None, AT_A_TIME)
    until = _end(done, zone) if len(done) == AT_A_TIME else None
    if until is not None:
        done = _read(row.person_id, row.reached, until, None)
    if done:
        _count(row.person_id, done, zone)
    if until is None:
        row.delete()
    else:
        Recount.objects.filter(pk=row.pk).update(reached=until)


def _read(
    person_id: int, since: datetime | None, until: datetime | None, most: int | None
) -> list[_Done]:
    rows = Activity.objects.filter(person=person_id)
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lt=until) if until else rows
    columns = rows.order_by("at", "pk").values_list("account_id", "type", "at", "bot")
    return [_Done(*values) for values in columns[:most]]


def _end(done: Sequence[_Done], zone: ZoneInfo) -> datetime:
    """A portion ends with a whole day: the one before its last, unless it is of one alone."""
    first, last = (row.at.astimezone(zone).date() for row in (done[0], done[-1]))
    day = last if last > first else last + timedelta(days=1)
    return datetime.combine(day, time.min, zone)


def _count(person_id: int, done: Sequence[_Done], zone: ZoneInfo) -> None:
    dated = [(row, row.at.astimezone(zone).date()) for row in done]
    found = Counter[Cell]()
    if not objecting([person_id]):
        found.update(
            (row.account, person_id, row.type, day)
            for row, day in dated
            if row.account is not None and not row.bot
        )
    there = DayCount.objects.filter(
        Among("account_id", sorted({row.account for row in done if row.account is not None})),
        person=person_id,
        day__gte=dated[0][1],
        day__lte=dated[-1][1],
    )
    cells = there.values_list("account_id", "person_id", "type", "day", "count")
    found.subtract({(account, who, kind, day): n for account, who, kind, day, n in cells})
    changed = {cell: number for cell, number in found.items() if number}
    day_counts.change(changed)
    touched.mark({cell[0] for cell in changed} | {r.account for r in done if r.account is not None})
    arrivals.note((row.account, person_id, row.at) for row in done)
