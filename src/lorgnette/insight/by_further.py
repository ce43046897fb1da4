"""The viewer's accounts ranked by a further score, a page at a time; and those of one account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lorgnette.access.policy import Viewer
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.insight.lately import last_activities
from lorgnette.insight.moments import last_moments
from lorgnette.insight.pipeline import NOTHING, open_pipelines
from lorgnette.insight.points import whole
from lorgnette.insight.ranking import PAGE_SIZE, RankedAccount
from lorgnette.insight.reach import Reach, reach_of, seen_by
from lorgnette.insight.why import reasons_of
from lorgnette.kernel.among import Among
from lorgnette.kernel.names import sort_key
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.scoring.further import moved
from lorgnette.scoring.models import FurtherScore
from lorgnette.scoring.scores.shown import Score, scores

_RANK = ("-tenths", "account_id")
ORDERS = {
    "score": _RANK,
    "change": ("-change", *_RANK),
    "fall": ("change", "tenths", "-account_id"),
    "name": ("account__sort_key", "account_id"),
}


@dataclass(frozen=True, slots=True)
class RankedBy:
    """`found` of the `total` accounts that the viewer sees hold the text."""

    total: int
    found: int
    page: Page[RankedAccount]


@dataclass(frozen=True, slots=True)
class Beside:
    """A further score of an account, with its change of seven days, in tenths."""

    score: Score
    tenths: int
    change: int


def ranked_by(
    viewer: Viewer, score: Score, text: str = "", order: str = "score", cursor: str = ""
) -> RankedBy:
    """In the same number of queries whatever it shows; what `ranking.ranked` tells of each."""
    reach = reach_of(viewer)
    rows = _rows(reach, score)
    tally = dict(rows.values_list("tenths").annotate(Count("pk")))
    wanted = rows.filter(_holds(text)).select_related("account")
    page = page_of(wanted, ORDERS.get(order, _RANK), size=PAGE_SIZE, cursor=cursor)
    total = sum(tally.values())
    ranks = _ranks(rows, page.rows, tally)
    told = _told(score, page.rows, ranks)
    found = wanted.order_by().count() if text else total
    return RankedBy(total, found, Page(told, page.next, page.previous))


def beside(viewer: Viewer, ref: str) -> Sequence[Beside]:
    """The further scores of an account that the viewer sees, in their order.

    In one query where there are none.
    """
    further = [one for one in scores() if not one.is_primary]
    account = seen_by(viewer).filter(public_id=ref).first() if further else None
    if account is None:
        return ()
    rows = FurtherScore.objects.filter(account=account.pk)
    known = {row.model_id: row for row in rows}
    return [
        Beside(one, known[one.id].tenths, known[one.id].change)
        for one in further
        if one.id in known
    ]


def _rows(reach: Reach, score: Score) -> QuerySet[FurtherScore]:
    rows = FurtherScore.objects.filter(model=score.id).order_by()
    if reach.ids is not None:
        return rows.filter(Among("account_id", reach.ids))
    if reach.viewer.crm_user_ids is None:
        return rows
    return rows.filter(account__in=ids_of_visible(reach.viewer.crm_user_ids))


def _holds(text: str) -> Q:
    words = sort_key(text).split()
    return Q(
        *(Q(account__sort_key__contains=word) | Q(account__domain__contains=word) for word in words)
    )


def _ranks(
    rows: QuerySet[FurtherScore], page: Sequence[FurtherScore], tally: Mapping[int, int]
) -> dict[int, int]:
    """The place of each by this score among all that are seen, from 1, by account id."""
    before = rows.filter(tenths=OuterRef("tenths"), account_id__lt=OuterRef("account_id"))
    number = Subquery(before.values("tenths").annotate(n=Count("pk")).values("n"))
    asked = FurtherScore.objects.filter(pk__in=[row.pk for row in page])
    ties = dict(asked.values_list("account_id", Coalesce(number, 0)))
    return {row.account_id: 1 + ties[row.account_id] + _above(tally, row.tenths) for row in page}


def _above(tally: Mapping[int, int], tenths: int) -> int:
    return sum(number for score, number in tally.items() if score > tenths)


def _told(
    score: Score, rows: Sequence[FurtherScore], ranks: Mapping[int, int]
) -> list[RankedAccount]:
    """Without flames and stars: those are the primary score's."""
    ids = [row.account_id for row in rows]
    pipelines, last, movements = open_pipelines(ids), last_activities(ids), moved(score.id, ids)
    why, moments = reasons_of(movements), last_moments(ids)
    return [
        RankedAccount(
            ref=row.account.public_id,
            rank=ranks[row.account_id],
            name=row.account.name,
            domain=row.account.domain,
            city=row.account.city,
            score=whole(row.tenths),
            change=whole(row.change),
            weeks=movements[row.account_id].weeks,
            pipeline=pipelines.get(row.account_id, NOTHING),
            last=last.get(row.account_id),
            moment=moments.get(row.account_id),
            why=why.get(row.account_id, ()),
        )
        for row in rows
    ]
