"""The latest of what happened at a few accounts: walked back in time, a stretch after the other.

No index gives the latest of several accounts: those of each are looked up in its own, which holds
times and ids. Only the latest are then looked at themselves: of a quarter of a year one in ten.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.models import Activity
from lorgnette.insight import cursors
from lorgnette.insight.doings import (
    MOST_COUNTED,
    ORDER,
    PAGE_SIZE,
    Doing,
    Doings,
    codes_of,
    counted_of,
    kinds_of,
    of_kinds,
    told_of,
)
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among
from lorgnette.kernel.pagination import Page, beyond

# Most readers' week has what a page shows; who has less is looked up three times further each time.
STRETCH, LONGER = timedelta(days=7), 3
MOST_MET = 2_000
OF_FEW = "activities of a few accounts"

# Of one who did something: when, its id, and its type.
_Row = tuple[datetime, int, str]
_Place = tuple[datetime, int]


def latest_of_few(
    account_ids: Collection[int], since: datetime, asked: Collection[str], cursor: str, zone: str
) -> Doings:
    """As `doings.doings`, of these accounts from `since` on; a page leads to the next alone."""
    rows = without_theirs(Activity.objects.filter(bot="", at__gte=since))
    walk, kinds = _Walk(account_ids, since), kinds_of(asked)
    found = walk.first(rows, MOST_COUNTED + 1)
    after = cursors.read(OF_FEW, cursor)
    if after is None:
        page = _first_page(walk, rows, found, kinds)
    else:
        page = walk.first(of_kinds(rows, kinds), PAGE_SIZE + 1, after)
    return Doings(
        page=_told(page),
        counted=counted_of([(kind, at) for at, _pk, kind in found], kinds, zone),
        kinds=kinds,
    )


class _Walk:
    """Over the activities of these accounts from `since` on, in `ORDER`."""

    def __init__(self, account_ids: Collection[int], since: datetime) -> None:
        self.among = Activity.objects.filter(Among("account_id", account_ids))
        self.since = since

    def first(
        self, query: QuerySet[Activity], wanted: int, after: _Place | None = None
    ) -> list[_Row]:
        """The first `wanted` of `query` that come after a time and id."""
        found: list[_Row] = []
        stretch, begin = STRETCH, after[0] if after else clock.now()
        while len(found) < wanted and begin > self.since:
            begin = max(self.since, begin - stretch)
            self._gather(query, begin, after, found, wanted)
            # Before whatever else is of that instant.
            after, stretch = (begin, 0), stretch * LONGER
        return found

    def _gather(
        self,
        query: QuerySet[Activity],
        begin: datetime,
        after: _Place | None,
        found: list[_Row],
        wanted: int,
    ) -> None:
        while len(found) < wanted:
            met = self._met(begin, after)
            there = query.filter(Among("pk", [pk for _at, pk in met])).order_by(*ORDER)
            found += there.values_list("at", "pk", "type")[: wanted - len(found)]
            if len(met) < MOST_MET:
                return
            after = met[-1]

    def _met(self, begin: datetime, after: _Place | None) -> list[_Place]:
        rows = self.among.filter(at__gte=begin)
        rows = rows.filter(beyond(ORDER, after)) if after else rows
        return list(rows.order_by(*ORDER).values_list("at", "pk")[:MOST_MET])


def _first_page(
    walk: _Walk, rows: QuerySet[Activity], found: Sequence[_Row], kinds: Sequence[str]
) -> list[_Row]:
    """Mostly it is among those that were counted."""
    wanted, codes = PAGE_SIZE + 1, set(codes_of(kinds))
    page = [row for row in found if not kinds or row[2] in codes][:wanted]
    if len(page) < wanted and len(found) > MOST_COUNTED:
        at, pk, _kind = found[-1]
        page += walk.first(of_kinds(rows, kinds), wanted - len(page), (at, pk))
    return page


def _told(found: Sequence[_Row]) -> Page[Doing]:
    rows = found[:PAGE_SIZE]
    there = Activity.objects.filter(pk__in=[pk for _at, pk, _kind in rows]).order_by(*ORDER)
    is_more = len(found) > len(rows)
    return Page(
        rows=told_of(there),
        next=cursors.write(OF_FEW, rows[-1][0], rows[-1][1]) if is_more else "",
        previous="",
    )
