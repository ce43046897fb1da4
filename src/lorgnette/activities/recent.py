"""The latest activities of an account, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.models import Activity


@dataclass(frozen=True, slots=True)
class RecentActivity:
    """`type` is a code of `activities.types`; `person_name` and `person_ref` are "" for nobody.

    `bot` is why it is taken for a machine's, "" for a human's.
    """

    id: int
    at: datetime
    type: str
    subject: str
    person_name: str
    person_ref: str = ""
    bot: str = ""


def latest(
    account_id: int,
    limit: int,
    before: tuple[datetime, int] | None = None,
    *,
    with_machines: bool = False,
) -> list[RecentActivity]:
    """At most `limit`, of those before (`at`, `id`) of the last one shown.

    Those of humans who do not object, and those of machines where they are asked for.
    """
    query = without_theirs(Activity.objects.filter(account=account_id)).select_related("person")
    if not with_machines:
        query = query.filter(bot="")
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
        bot=row.bot,
    )
