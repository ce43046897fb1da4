"""The weeks of an account's chart: the score, and what lies behind it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from lorgnette.activities.models import DayCount
from lorgnette.scoring.history import Week as ScoredWeek
from lorgnette.scoring.history import history


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `first_day`; `tenths` is the highest score of its days, on `top_day`.

    `activities` of `people` happened in it.
    """

    first_day: date
    top_day: date
    tenths: int
    activities: int
    people: int


def weeks_of(account_id: int) -> list[Week]:
    """The last 13, oldest first; the counts of all of them are one query."""
    weeks = history(account_id).weeks
    found = DayCount.objects.filter(account=account_id, day__gte=weeks[0].first_day).aggregate(
        **{f"activities{n}": Sum("count", filter=_in(week)) for n, week in enumerate(weeks)},
        **{
            f"people{n}": Count("person", distinct=True, filter=_in(week))
            for n, week in enumerate(weeks)
        },
    )
    return [
        Week(
            first_day=week.first_day,
            top_day=week.top_day,
            tenths=week.tenths,
            activities=found[f"activities{n}"] or 0,
            people=found[f"people{n}"],
        )
        for n, week in enumerate(weeks)
    ]


def _in(week: ScoredWeek) -> Q:
    return Q(day__range=(week.first_day, week.last_day))
