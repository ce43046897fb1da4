"""What happened lately at all accounts of a viewer, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.activities.models import Activity
from lorgnette.insight.doings import Doings, doings
from lorgnette.insight.reach import Reach, reach_of
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.workspace.settings import current

# Days to look back over, today among them; the first unless another is asked for.
SPANS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class Latest:
    """What happened in the last `days` days."""

    days: int
    doings: Doings


def latest(viewer: Viewer, days: int, kinds: Collection[str] = (), cursor: str = "") -> Latest:
    """At any account that the viewer sees; a span that is not offered is as the first."""
    days, zone = (days if days in SPANS else SPANS[0]), current().zone
    rows = _at(reach_of(viewer)).filter(bot="", at__gte=_midnight(days - 1, zone))
    return Latest(days=days, doings=doings(rows, kinds, cursor, zone))


def _at(reach: Reach) -> QuerySet[Activity]:
    """Few accounts are looked up one by one, of many the latest activities are walked."""
    if reach.viewer.crm_user_ids is None:
        return Activity.objects.filter(account__isnull=False, account__gone_at__isnull=True)
    if reach.ids is None:
        return Activity.objects.filter(account__in=ids_of_visible(reach.viewer.crm_user_ids))
    return Activity.objects.filter(Among("account_id", reach.ids))


def _midnight(days_ago: int, zone: str) -> datetime:
    """The beginning of that workspace day."""
    day = clock.today(zone) - timedelta(days=days_ago)
    return datetime.combine(day, time.min, ZoneInfo(zone))
