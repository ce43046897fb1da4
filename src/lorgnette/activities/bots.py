"""Takes activities for a machine's, or for a human's again: what is a machine's is not counted."""

from collections import Counter
from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import BooleanField, F, Func, QuerySet

from lorgnette.activities import arrivals, day_counts, touched
from lorgnette.activities.bot_rules import OWN
from lorgnette.activities.day_counts import Cell
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.models import Activity
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.workspace.settings import current


def mark(activity_ids: Collection[int], reason: str) -> int:
    """A machine did these, for that reason (at most 20 letters); how many were a human's before.

    At most 5,000. Their days are recounted, and their accounts marked touched.
    """
    return _set(activity_ids, reason)


def unmark(activity_ids: Collection[int]) -> int:
    """A human did these after all; how many were a machine's before."""
    return _set(activity_ids, "")


def judge(activity_ids: Collection[int], reason: str) -> None:
    """By the rules: a machine did these for that reason, "" if none did. Whoever said that a human
    did one is right. At most 5,000."""
    rows = Activity.objects.filter(pk__in=set(activity_ids), human_at=None, bot__in={"", *OWN})
    with transaction.atomic():
        lock_all()
        ids = list(rows.values_list("pk", flat=True))
        if reason:
            Activity.objects.filter(pk__in=ids).exclude(bot="").update(bot=reason)
            mark(ids, reason)
        else:
            unmark(ids)


def human(actor: Actor, person_ref: str, reason: str) -> int:
    """Somebody says that this person did these after all, for ever; how many: 5,000 at most."""
    rows = Activity.objects.filter(person__public_id=person_ref, bot=reason).exclude(bot="")
    with transaction.atomic():
        lock_all()
        ids = list(rows.order_by("-at").values_list("pk", flat=True)[:5_000])
        unmark(ids)
        Activity.objects.filter(pk__in=ids).update(human_at=clock.now())
        if ids:
            record(
                "privacy.human",
                actor,
                subject_kind="person",
                subject_ref=person_ref,
                values={"count": len(ids), "reason": reason},
            )
    return len(ids)


def by_machines(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Those that machines did, in words that an index of them alone is found by."""
    return rows.filter(_ByMachine())


class _ByMachine(Func):
    """A parameter in its place would hide the index from SQLite."""

    template = "%(expressions)s > ''"
    output_field = BooleanField()

    def __init__(self) -> None:
        super().__init__(F("bot"))


def _set(activity_ids: Collection[int], reason: str) -> int:
    with transaction.atomic():
        lock_all()
        rows = Activity.objects.filter(pk__in=set(activity_ids))
        rows = rows.exclude(bot="") if not reason else rows.filter(bot="")
        changed = list(rows.order_by("pk"))
        Activity.objects.filter(pk__in=[row.pk for row in changed]).update(bot=reason)
        _recount(changed, -1 if reason else 1)
    return len(changed)


def _recount(changed: Collection[Activity], each: int) -> None:
    zone, counts = ZoneInfo(current().zone), Counter[Cell]()
    for row in changed:
        if row.account_id is not None and row.person_id is not None:
            day = row.at.astimezone(zone).date()
            counts[row.account_id, row.person_id, row.type, day] += each
    day_counts.change(counts)
    touched.mark({row.account_id for row in changed if row.account_id is not None})
    arrivals.note((row.account_id, row.person_id, row.at) for row in changed)
