"""What happened lately at all accounts of a viewer, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.objections import without_theirs
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.activities.models import Activity
from lorgnette.insight.doings import Doings, doings, kinds_of, of_kinds
from lorgnette.insight.few_latest import latest_of_few
from lorgnette.insight.machined import hidden
from lorgnette.insight.reach import Reach, reach_of
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.workspace.settings import current

# Days to look back over, today among them; the first unless another is asked for.
SPANS = (7, 30, 90)
# Of so many accounts the latest are found sooner in the index of each than by whoever reads what
# happened anywhere: an owner of five thousand.
FEW = 20_000
# So many new ones are counted, and one more, among the latest that came.
MOST_NEW, MOST_CAME = 100, 5_000


@dataclass(frozen=True, slots=True)
class Latest:
    """What happened in the last `days` days; `machines` activities more are hidden."""

    days: int
    doings: Doings
    machines: int = 0


def latest(viewer: Viewer, days: int, kinds: Collection[str] = (), cursor: str = "") -> Latest:
    """At any account that the viewer sees; a span that is not offered is as the first."""
    days, zone = _span(days), current().zone
    since, reach = _midnight(days - 1, zone), reach_of(viewer, most=FEW)
    rows = Activity.objects.filter(at__gte=since)
    if reach.ids is not None:
        found = latest_of_few(reach.ids, since, kinds, cursor, zone)
        return Latest(days, found, hidden(rows.filter(Among("account_id", reach.ids))))
    rows = _at(reach, rows)
    return Latest(days, doings(rows.filter(bot=""), kinds, cursor, zone), hidden(rows))


def newest_id() -> int:
    """Of the activity that came last, whenever it happened."""
    return Activity.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def number_since(viewer: Viewer, days: int, kinds: Collection[str], last_id: int) -> int:
    """How many of those that `latest` tells came after one, up to `MOST_NEW` and one more."""
    days, reach = _span(days), reach_of(viewer, most=FEW)
    came = Activity.objects.filter(pk__gt=last_id).order_by("-pk").values_list("pk", flat=True)
    new = Activity.objects.filter(Among("pk", came[:MOST_CAME]), bot="")
    new = new.filter(at__gte=_midnight(days - 1, current().zone))
    told = without_theirs(of_kinds(new, kinds_of(kinds))).order_by()
    if reach.ids is None:
        return len(_at(reach, told).values_list("pk")[: MOST_NEW + 1])
    mine = set(reach.ids)
    new_here = sum(account in mine for account in told.values_list("account", flat=True))
    return min(new_here, MOST_NEW + 1)


def _span(days: int) -> int:
    return days if days in SPANS else SPANS[0]


def _at(reach: Reach, rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Where they are too many to be looked up one by one."""
    if reach.viewer.crm_user_ids is None:
        return rows.filter(account__isnull=False, account__gone_at__isnull=True)
    return rows.filter(account__in=ids_of_visible(reach.viewer.crm_user_ids))


def _midnight(days_ago: int, zone: str) -> datetime:
    """The beginning of that workspace day."""
    day = clock.today(zone) - timedelta(days=days_ago)
    return datetime.combine(day, time.min, ZoneInfo(zone))
