"""The milestones of an account by week, for its chart."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lorgnette.insight import cursors
from lorgnette.insight.moments import OF_AN_ACCOUNT
from lorgnette.kernel import clock
from lorgnette.scoring.history import mondays
from lorgnette.scoring.moments import read
from lorgnette.scoring.moments.definition import MILESTONE
from lorgnette.scoring.moments.read import FoundMoment

# So many of the 13 weeks are counted, the latest.
MOST = 500


@dataclass(frozen=True, slots=True)
class Milestones:
    """Those of a week: the `latest`, of `count`; the list of moments begins with it at `cursor`."""

    latest: FoundMoment
    count: int
    cursor: str


def milestones(account_id: int, today: date, zone: str) -> dict[date, Milestones]:
    """By the first day of the week. In two queries: when there were any, and what the latest of
    each week says."""
    weeks = _weeks(account_id, today, zone)
    latest = [ids[0] for ids in weeks.values()]
    told = {row.pk: read.of_row(row) for row in read.shown().filter(pk__in=latest)}
    return {
        monday: _milestone(told[ids[0]], len(ids))
        for monday, ids in weeks.items()
        if ids[0] in told
    }


def _weeks(account_id: int, today: date, zone: str) -> dict[date, list[int]]:
    """Their ids, the latest first."""
    since = datetime.combine(mondays(today)[0], time.min, ZoneInfo(zone))
    shown = read.shown().filter(account=account_id, kind=MILESTONE, at__gte=since)
    found: dict[date, list[int]] = {}
    for pk, at in shown.order_by("-at", "-pk").values_list("pk", "at")[:MOST]:
        day = clock.day_of(at, zone)
        if day <= today:
            found.setdefault(day - timedelta(days=day.weekday()), []).append(pk)
    return found


def _milestone(latest: FoundMoment, count: int) -> Milestones:
    # What comes before the place after it begins with it.
    return Milestones(latest, count, cursors.write(OF_AN_ACCOUNT, latest.at, latest.id + 1))
