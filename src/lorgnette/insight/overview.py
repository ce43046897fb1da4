"""One account: what changed, its engagement, its people, its team and its deals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.insight.best_bets import BestBet, best_bets_at
from lorgnette.insight.charted import ENGAGEMENT, PIPELINE, Charted, engagement, pipeline
from lorgnette.insight.engaged import SHOWN, EngagedPeople, engaged_people
from lorgnette.insight.family import size_of
from lorgnette.insight.feed import Activities, activities
from lorgnette.insight.lately import last_activities
from lorgnette.insight.machined import hidden_at
from lorgnette.insight.pipeline import NOTHING, Pipeline, open_pipelines
from lorgnette.insight.reach import Reach, ranks, seen_by
from lorgnette.insight.standing import tallied
from lorgnette.insight.surroundings import (
    Child,
    Colleague,
    Deal,
    children_of,
    open_deals_of,
    team_of,
)
from lorgnette.insight.weeks import Week, weeks_of
from lorgnette.insight.why import Why, why
from lorgnette.scoring.explain import explanation
from lorgnette.scoring.explained import TypeShare
from lorgnette.scoring.marks.kept import bounds
from lorgnette.scoring.marks.rules import Marks, of_account


@dataclass(frozen=True, slots=True)
class AccountOverview:
    """Everything the page of an account shows.

    `score` is in tenths and the sum of `parts`, and of the shares of `people`; `rank` is its
    place among the `ranked` accounts of the viewer. `machines` activities are hidden.
    """

    ref: str
    name: str
    domain: str
    city: str
    industry: str
    rank: int
    ranked: int
    score: int
    why: Why
    parts: Sequence[TypeShare]
    weeks: Sequence[Week]
    charted: Charted
    pipeline: Pipeline
    last_at: datetime | None
    activities: Activities
    people: EngagedPeople
    team: Sequence[Colleague]
    deals: Sequence[Deal]
    children: Sequence[Child]
    marks: Marks = Marks()
    bets: Sequence[BestBet] = ()
    family: int = 1
    machines: int = 0


def account(
    viewer: Viewer, ref: str, cursor: str = "", chart: str = ENGAGEMENT
) -> AccountOverview | None:
    """The account `ref`; None where there is none or where the viewer may not see it.

    Its activities begin at `cursor`, with the latest for ""; `chart` is one of `CHARTS`.
    """
    found = _found(viewer, ref)
    return _overview(viewer, found, cursor, chart) if found else None


def older_activities(viewer: Viewer, ref: str, cursor: str) -> Activities | None:
    """The activities alone, older than `cursor`; None as for `account`."""
    found = _found(viewer, ref)
    return activities(found.pk, cursor) if found else None


def _found(viewer: Viewer, ref: str) -> Account | None:
    return seen_by(viewer).filter(public_id=ref).select_related("owner").first()


def _overview(viewer: Viewer, account: Account, cursor: str, chart: str) -> AccountOverview:
    told = explanation(account.pk, SHOWN + 1)
    last, begin = last_activities([account.pk]).get(account.pk), bounds()
    reach = Reach(viewer, None)
    tally = tallied(reach)
    return AccountOverview(
        ref=account.public_id,
        name=account.name,
        domain=account.domain,
        city=account.city,
        industry=account.industry,
        rank=ranks(reach, [account], tally.of_score)[account.pk],
        ranked=tally.total,
        score=told.tenths,
        why=why(told),
        parts=told.types,
        weeks=weeks_of(told),
        charted=pipeline(account.pk) if chart == PIPELINE else engagement(account.pk, told),
        pipeline=open_pipelines([account.pk]).get(account.pk, NOTHING),
        last_at=last.at if last else None,
        activities=activities(account.pk, cursor),
        people=engaged_people(told, begin),
        team=team_of(account),
        deals=open_deals_of(account),
        children=children_of(viewer, account),
        marks=of_account(told.tenths, told.change, begin),
        bets=best_bets_at(viewer, [account.pk], begin),
        family=size_of(viewer, account.pk),
        machines=hidden_at(account.pk),
    )
