"""The latest thing that happened at each of several accounts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from lorgnette.accounts.models import Account
from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.models import Activity


@dataclass(frozen=True, slots=True)
class LastActivity:
    """`kind` is a code of `activities.types`; `person` is "" where nobody is known."""

    at: datetime
    kind: str
    person: str
    subject: str


def last_activities(account_ids: Collection[int]) -> dict[int, LastActivity]:
    """The latest activity of a human at each account that has one, in one query."""
    humans = without_theirs(Activity.objects.filter(account=OuterRef("pk"), bot=""))
    latest = humans.order_by("-at", "-pk").values("pk")[:1]
    chosen = Account.objects.filter(pk__in=account_ids).values(latest=Subquery(latest))
    rows = Activity.objects.filter(pk__in=chosen).select_related("person")
    return {
        row.account_id: LastActivity(
            at=row.at,
            kind=row.type,
            person=row.person.name if row.person else "",
            subject=row.subject,
        )
        for row in rows
        if row.account_id is not None
    }
