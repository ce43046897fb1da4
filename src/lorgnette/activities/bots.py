"""Takes activities for a machine's, or for a human's again: what is a machine's is not counted."""

from collections import Counter
from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.db import transaction

from lorgnette.activities import arrivals, day_counts, touched
from lorgnette.activities.day_counts import Cell
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.models import Activity
from lorgnette.workspace.settings import current


def mark(activity_ids: Collection[int], reason: str) -> int:
    """A machine did these, for that reason (at most 20 letters); how many were a human's before.

    At most 5,000. Their days are recounted, and their accounts marked touched.
    """
    return _set(activity_ids, reason)


def unmark(activity_ids: Collection[int]) -> int:
    """A human did these after all; how many were a machine's before."""
    return _set(activity_ids, "")


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
