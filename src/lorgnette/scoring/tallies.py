"""Reads the activities by day that a score depends on, for many accounts in one query."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from lorgnette.activities.models import DayCount
from lorgnette.scoring.model import READ_DAYS, Tally


def of_accounts(
    account_ids: Collection[int], today: date, days: int = READ_DAYS
) -> Mapping[int, list[Tally]]:
    """The tallies of the last `days` days by account id; accounts without any are absent."""
    found = DayCount.objects.filter(
        account_id__in=list(account_ids), day__gt=today - timedelta(days=days), day__lte=today
    )
    columns = found.values_list("account_id", "person_id", "type", "day", "count")
    rows = columns.order_by("account_id", "day", "person_id", "type")
    tallies: dict[int, list[Tally]] = {}
    for account_id, of_it in groupby(rows, itemgetter(0)):
        tallies[account_id] = [Tally._make(row[1:]) for row in of_it]
    return tallies
