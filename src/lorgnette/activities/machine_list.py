"""Whom machines acted for lately, as far as is known: by person and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from lorgnette.accounts.models import Person
from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.bots import by_machines
from lorgnette.activities.models import Activity
from lorgnette.kernel import clock

LOOKED_BACK = timedelta(days=30)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class ByMachine:
    """`count` activities of a person within the last 30 days, the latest at `at`."""

    person_ref: str
    person_name: str
    reason: str
    count: int
    at: datetime


def lately() -> Sequence[ByMachine]:
    """The latest first, at most `SHOWN`."""
    rows = without_theirs(by_machines(Activity.objects.filter(at__gt=clock.now() - LOOKED_BACK)))
    rows = rows.filter(person__isnull=False).order_by()
    groups = rows.values("person", "bot").annotate(number=Count("pk"), last=Max("at"))
    found = list(groups.order_by("-last", "person")[:SHOWN])
    people = Person.objects.in_bulk([group["person"] for group in found])
    return [
        ByMachine(
            person_ref=people[group["person"]].public_id,
            person_name=people[group["person"]].name,
            reason=group["bot"],
            count=group["number"],
            at=group["last"],
        )
        for group in found
    ]
