"""The viewer's accounts, ranked by score, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.insight.lately import LastActivity, last_activities
from lorgnette.insight.moments import last_moments
from lorgnette.insight.pipeline import NOTHING, Pipeline, open_pipelines
from lorgnette.insight.points import whole
from lorgnette.insight.reach import ORDERS, Reach, holding, only_those, ranks, reach_of
from lorgnette.insight.surroundings import children_counted
from lorgnette.insight.why import Line, reasons_of
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.scoring import explain, further
from lorgnette.scoring.explain import Movement
from lorgnette.scoring.marks.kept import bounds
from lorgnette.scoring.marks.rules import NOWHERE, Marks, of_account
from lorgnette.scoring.moments.read import FoundMoment

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class RankedAccount:
    """A row of the ranked list. `rank` counts over all the viewer's accounts, from 1.

    `score` and `change` (of seven days) are whole points; `weeks` are scores in tenths, oldest
    first, empty while none is computed; the points of `why` sum to `change`. `last` is the latest
    activity, `moment` the latest interesting moment, `children` how many subsidiaries are seen.
    Flames and stars are the primary score's: ranked by another there are no `marks`.
    """

    ref: str
    rank: int
    name: str
    domain: str
    city: str
    score: int
    change: int
    weeks: Sequence[int]
    pipeline: Pipeline
    last: LastActivity | None
    moment: FoundMoment | None
    why: Sequence[Line]
    marks: Marks = Marks()
    children: int = 0


def ranked(
    viewer: Viewer,
    *,
    text: str = "",
    only: str = "",
    order: str = "score",
    cursor: str = "",
    size: int = PAGE_SIZE,
) -> Page[RankedAccount]:
    """A page of the accounts that `viewer` may see, in the same number of queries whatever it
    shows.

    `text` is searched in names and domains; `only` is "", `rising`, `cooling` or `pipeline`;
    `order` is `score`, `change` (most risen first), `fall` (most fallen first) or `name`.
    """
    reach = reach_of(viewer)
    return ranked_among(reach, holding(reach, text).accounts, only, order, cursor, size)


def ranked_among(
    reach: Reach,
    held: QuerySet[Account],
    only: str = "",
    order: str = "score",
    cursor: str = "",
    size: int = PAGE_SIZE,
    tally: Mapping[int, int] | None = None,
) -> Page[RankedAccount]:
    """The same for accounts that somebody has looked up; `tally` as for `reach.ranks`."""
    chosen = only_those(held, only)
    page = page_of(chosen, ORDERS.get(order, ORDERS["score"]), size=size, cursor=cursor)
    return Page(rows=_rows(reach, page.rows, tally), next=page.next, previous=page.previous)


def _rows(
    reach: Reach, accounts: Sequence[Account], tally: Mapping[int, int] | None
) -> list[RankedAccount]:
    ids = [account.pk for account in accounts]
    places = ranks(reach, accounts, tally)
    pipelines, last, movements = open_pipelines(ids), last_activities(ids), _moved(reach, ids)
    why = reasons_of(movements)
    moments, begin = last_moments(ids), NOWHERE if reach.further else bounds()
    children = children_counted(reach, accounts)
    return [
        RankedAccount(
            ref=account.public_id,
            rank=places[account.pk],
            name=account.name,
            domain=account.domain,
            city=account.city,
            score=whole(account.tenths),  # type: ignore[attr-defined]
            change=whole(account.change),  # type: ignore[attr-defined]
            weeks=movements[account.pk].weeks,
            pipeline=pipelines.get(account.pk, NOTHING),
            last=last.get(account.pk),
            moment=moments.get(account.pk),
            why=why.get(account.pk, ()),
            marks=of_account(account.tenths, account.change, begin),  # type: ignore[attr-defined]
            children=children.get(account.pk, 0),
        )
        for account in accounts
    ]


def _moved(reach: Reach, ids: Sequence[int]) -> Mapping[int, Movement]:
    return further.moved(reach.further.id, ids) if reach.further else explain.moved(ids)
