"""What a daily mail and a weekly report tell of a viewer's accounts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.insight.points import whole
from lorgnette.insight.reach import COOLING, RISING, scores_of
from lorgnette.insight.why import Line, reasons
from lorgnette.kernel import clock
from lorgnette.scoring.marks.kept import bounds
from lorgnette.scoring.marks.rules import Marks, of_account
from lorgnette.scoring.moments import read
from lorgnette.scoring.moments.models import Moment
from lorgnette.scoring.moments.read import FoundMoment

# Accounts that one mail names, moments of each, and moments that are looked at.
MOST, MOST_MOMENTS, MOST_LOOKED_AT = 10, 3, 1_000
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Told:
    """An account with why it moved in seven days, and its moments since, newest first."""

    ref: str
    name: str
    score: int
    change: int
    why: Sequence[Line]
    moments: Sequence[FoundMoment]
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class Digest:
    """Those to tell of, the most risen first; `more` are not named."""

    accounts: Sequence[Told]
    more: int


@dataclass(frozen=True, slots=True)
class Week:
    """How many rose and cooled in seven days, how many moments there were, and who moved most."""

    rose: int
    cooled: int
    moments: int
    digest: Digest


def daily(viewer: Viewer, since: datetime) -> Digest:
    """Where something happened since then: the score moved by it, or there was a moment."""
    return _digest(viewer, since, Q(last_activity_at__gt=since) & (RISING | COOLING))


def week(viewer: Viewer) -> Week:
    """The last seven days."""
    since, scores = clock.now() - WEEK, scores_of(viewer)
    return Week(
        rose=scores.filter(RISING).count(),
        cooled=scores.filter(COOLING).count(),
        moments=_moments(viewer, since).count(),
        digest=_digest(viewer, since, RISING | COOLING),
    )


def moments_since(viewer: Viewer, since: datetime) -> Mapping[int, Sequence[FoundMoment]]:
    """By account id, newest first: of the accounts that the viewer sees, a thousand at most."""
    found: dict[int, list[FoundMoment]] = defaultdict(list)
    for row in _moments(viewer, since).order_by("-at", "-pk")[:MOST_LOOKED_AT]:
        found[row.account_id or 0].append(read.of_row(row))
    return found


def _moments(viewer: Viewer, since: datetime) -> QuerySet[Moment]:
    query = read.shown().filter(at__gt=since, account__gone_at=None, account__isnull=False)
    if viewer.crm_user_ids is None:
        return query
    return query.filter(account__in=ids_of_visible(viewer.crm_user_ids))


def _digest(viewer: Viewer, since: datetime, moved: Q) -> Digest:
    moments = moments_since(viewer, since)
    scores = scores_of(viewer).filter(moved | Q(account__in=list(moments)))
    total = scores.count()
    rows = scores.order_by("-change", "account")[:MOST]
    named = [(row.account_id, row.tenths, row.change) for row in rows]
    return Digest(accounts=_told(named, moments), more=total - len(named))


def _told(
    named: Sequence[tuple[int, int, int]], moments: Mapping[int, Sequence[FoundMoment]]
) -> list[Told]:
    ids = [account_id for account_id, _tenths, _change in named]
    accounts, why, begin = _accounts(ids), reasons(ids), bounds()
    return [
        Told(
            ref=accounts[account_id].public_id,
            name=accounts[account_id].name,
            score=whole(tenths),
            change=whole(change),
            why=why.get(account_id, ()),
            moments=moments.get(account_id, ())[:MOST_MOMENTS],
            marks=of_account(tenths, change, begin),
        )
        for account_id, tenths, change in named
    ]


def _accounts(ids: Collection[int]) -> dict[int, Account]:
    return Account.objects.in_bulk(ids)
