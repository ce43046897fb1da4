"""The latest activities of an account, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lorgnette.activities.models import Activity


@dataclass(frozen=True, slots=True)
class RecentActivity:
    """`type` is a code of `activities.types`; `person_name` and `person_ref` are "" for nobody."""

    id: int
    at: datetime
    type: str
    subject: str
    person_name: str
    person_ref: str = ""


def latest(
    account_id: int, limit: int, before: tuple[datetime, int] | None = None
) -> list[RecentActivity]:
    """At most `limit`, of those before (`at`, `id`) of the last one shown."""
    query = Activity.objects.filter(account=account_id).select_related("person")
    if before is not None:
        at, last_id = before
        # The bound of both lets SQLite walk the index rather than gather all that is older.
        query = query.filter(Q(at__lt=at) | Q(pk__lt=last_id), at__lte=at)
    return [_line(row) for row in query.order_by("-at", "-pk")[:limit]]


def _line(row: Activity) -> RecentActivity:
    return RecentActivity(
        id=row.pk,
        at=row.at,
        type=row.type,
        subject=row.subject,
        person_name=row.person.name if row.person else "",
        person_ref=row.person.public_id if row.person else "",
    )
