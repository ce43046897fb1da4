"""Erases what was begun, some rows at a time: killed in the middle it goes on where it was."""

from collections import Counter
from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.accounts import stirred
from lorgnette.accounts.models import Erasure, Person
from lorgnette.activities import arrivals, touched
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.models import Activity, DayCount
from lorgnette.audit.record import record
from lorgnette.insight.models import Alert
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.kernel.among import Among
from lorgnette.operations.erasing import traces
from lorgnette.workspace.settings import current

# Others who write wait no longer than this many activities take: about 0.1 s.
AT_A_TIME = 2_000


def go_on() -> bool:
    """The next portion of the oldest erasure; no, if none is open. One caller at a time."""
    if not Erasure.objects.filter(ended_at=None).exists():
        return False
    with transaction.atomic():
        lock_all()
        open_ones = Erasure.objects.select_for_update().filter(ended_at=None)
        row = open_ones.order_by("pk").first()
        if row is not None:
            _portion(row)
    return True


def _portion(row: Erasure) -> None:
    deleted = Counter(row.deleted)
    if not row.person_ids:
        row.ended_at = clock.now()
        _record(row, deleted)
    else:
        person_id = row.person_ids[0]
        some = _activities(person_id)
        deleted.update(some)
        if not some[traces.ACTIVITIES]:
            deleted.update(_rest(person_id))
            row.person_ids = row.person_ids[1:]
    row.deleted = {kind: number for kind, number in deleted.items() if number}
    row.save(update_fields=["person_ids", "deleted", "ended_at"])


def _activities(person_id: int) -> Counter[str]:
    """The oldest of them, with the days that they were counted on."""
    rows = list(Activity.objects.filter(person=person_id).order_by("at", "pk")[:AT_A_TIME])
    if not rows:
        return Counter()
    accounts = {row.account_id for row in rows if row.account_id is not None}
    zone = ZoneInfo(current().zone)
    days = DayCount.objects.filter(
        Among("account_id", sorted(accounts)),
        person=person_id,
        day__gte=rows[0].at.astimezone(zone).date(),
        day__lte=rows[-1].at.astimezone(zone).date(),
    )
    counted = days.delete()[0] if accounts else 0
    Activity.objects.filter(Among("pk", [row.pk for row in rows])).delete()
    touched.mark(accounts)
    arrivals.note((row.account_id, person_id, row.at) for row in rows)
    return Counter({traces.ACTIVITIES: len(rows), traces.DAYS: counted})


def _rest(person_id: int) -> Counter[str]:
    """Everything else, and at last the person."""
    people = list(Person.objects.filter(pk=person_id))
    done = Counter[str]()
    for rows in traces.waiting([person_id]):
        done[traces.WAITING] += rows.delete()[0]
    done[traces.ALERTS] += Alert.objects.filter(moment__person=person_id).delete()[0]
    done[traces.AUDIT] += traces.details(people).delete()[0]
    accounts = set[int]()
    for kind, rows in traces.related([person_id]):
        done[kind] += rows.count()
        accounts |= _accounts(rows)
    for person in people:
        person.delete()
        done[traces.PEOPLE] += 1
    touched.mark(accounts)
    stirred.note(accounts)
    return done


def _accounts(rows: QuerySet[Any]) -> set[int]:
    """Those that the rows are at, where they are at any."""
    if "account" not in {field.name for field in rows.model._meta.fields}:
        return set()
    ids: Collection[int] = rows.exclude(account=None).values_list("account", flat=True)
    return set(ids)


def _record(row: Erasure, deleted: Counter[str]) -> None:
    record(
        "privacy.erased",
        SYSTEM,
        subject_kind="erasure",
        subject_ref=row.public_id,
        values={"deleted": dict(deleted), "total": sum(deleted.values())},
    )
