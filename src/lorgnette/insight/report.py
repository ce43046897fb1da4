"""The weekly report: every account of a viewer, in the order of the ranking, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lorgnette.access.policy import Viewer
from lorgnette.insight.digest import WEEK, moments_since
from lorgnette.insight.ranking import RankedAccount, ranked
from lorgnette.kernel import clock
from lorgnette.scoring.moments.read import FoundMoment

PORTION, MOST = 200, 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """An account, and its moments of the week, newest first."""

    account: RankedAccount
    moments: Sequence[FoundMoment]


def rows(viewer: Viewer, most: int = MOST) -> Iterator[Row]:
    """At most so many."""
    moments: Mapping[int, Sequence[FoundMoment]] = moments_since(viewer, clock.now() - WEEK)
    by_ref = {found[0].account_ref: found for found in moments.values()}
    cursor, given = "", 0
    while given < most:
        page = ranked(viewer, cursor=cursor, size=min(PORTION, most - given))
        for account in page.rows:
            yield Row(account, by_ref.get(account.ref, ()))
        given, cursor = given + len(page.rows), page.next
        if not cursor:
            return
