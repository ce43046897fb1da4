"""The page of one account in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from lorgnette.insight.engaged import EngagedPeople
from lorgnette.insight.likelihood import Likelihood
from lorgnette.insight.overview import AccountOverview
from lorgnette.insight.pipeline import Amount
from lorgnette.insight.points import whole
from lorgnette.insight.surroundings import Child, Colleague, Deal
from lorgnette.kernel import clock
from lorgnette.web.insight import days
from lorgnette.web.insight.activity_lines import ActivityLines, activity_lines
from lorgnette.web.insight.beside import Number
from lorgnette.web.insight.bets import BetsPanel, JustOff, bets_in_words
from lorgnette.web.insight.changes import Changes, changes
from lorgnette.web.insight.chart_panel import ChartAsked, ChartPanel, chart_panel
from lorgnette.web.insight.figures import Delta, delta, points, tenths
from lorgnette.web.insight.list_choices import NO_LISTS, AccountLists
from lorgnette.web.insight.listing import deals_in_words, place
from lorgnette.web.insight.live import Live
from lorgnette.web.insight.machines_page import Hidden, hidden
from lorgnette.web.insight.marks import Mark, marks_in_words
from lorgnette.web.insight.moment_lines import MomentLines
from lorgnette.web.insight.parts import Parts, parts
from lorgnette.web.prediction.panel import LikelihoodPanel, panel
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Engaged:
    """A person behind the score; `share` is their part of it."""

    ref: str
    name: str
    title: str
    share: str
    last_day: str
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class EngagedList:
    """The first few; `others` are named together, "" for none."""

    total: str
    people: Sequence[Engaged]
    others: str
    others_share: str


@dataclass(frozen=True, slots=True)
class DealLine:
    """An open opportunity."""

    name: str
    stage: str
    amount: Amount | None
    closes: str


@dataclass(frozen=True, slots=True)
class AccountContext:
    """The context of `insight/account.html`."""

    ref: str
    name: str
    place: str
    industry: str
    score: str
    delta: Delta
    rank: str
    ranked: str
    amounts: Sequence[Amount]
    deals_open: str
    last: datetime | None
    changes: Changes
    people: EngagedList
    panel: ChartPanel
    parts: Parts
    activities: ActivityLines
    moments: MomentLines | None
    is_older: bool
    deals: Sequence[DealLine]
    more_deals: str
    team: Sequence[Colleague]
    children: Sequence[Child]
    follows: bool
    likelihood: LikelihoodPanel | None
    live: Live
    marks: Sequence[Mark] = ()
    bets: BetsPanel = BetsPanel()
    family: str = ""
    hidden: Hidden | None = None
    beside: Sequence[Number] = ()
    lists: AccountLists = NO_LISTS


def account_context(
    seen: AccountOverview,
    before: str,
    live: Live,
    moments: MomentLines | None = None,
    asked: ChartAsked | None = None,
    *,
    follows: bool = False,
    just_off: JustOff | None = None,
    likelihood: Likelihood | None = None,
    beside: Sequence[Number] = (),
    lists: AccountLists = NO_LISTS,
) -> AccountContext:
    """`before` is where its activities begin, "" for the latest."""
    today = clock.today(current().zone)
    return AccountContext(
        ref=seen.ref,
        name=seen.name,
        place=place(seen.domain, seen.city),
        industry=seen.industry,
        score=points(whole(seen.score)),
        delta=delta(whole(seen.why.change)),
        rank=points(seen.rank),
        ranked=points(seen.ranked),
        amounts=seen.pipeline.amounts,
        deals_open=deals_in_words(seen.pipeline.deals),
        last=seen.last_at,
        changes=changes(seen, today),
        people=_people(seen.people, today),
        live=live,
        panel=chart_panel(seen.ref, seen.charted, asked or ChartAsked()),
        parts=parts(seen.parts, seen.score),
        activities=activity_lines(seen.ref, seen.activities),
        moments=moments,
        is_older=bool(before),
        deals=[_deal(deal, today) for deal in seen.deals],
        more_deals=_more(seen.pipeline.deals - len(seen.deals)),
        team=seen.team,
        children=seen.children,
        follows=follows,
        likelihood=panel(likelihood) if likelihood else None,
        marks=marks_in_words(seen.marks),
        bets=BetsPanel(bets_in_words(seen.bets), just_off),
        family=points(seen.family) if seen.family > 1 else "",
        hidden=hidden(seen.machines, account=seen.ref),
        beside=beside,
        lists=lists,
    )


def _people(engaged: EngagedPeople, today: date) -> EngagedList:
    return EngagedList(
        total=points(engaged.total),
        people=[
            Engaged(
                ref=person.ref,
                name=person.name,
                title=person.title,
                share=tenths(person.tenths),
                last_day=days.near(person.last_day, today),
                marks=marks_in_words(person.marks),
            )
            for person in engaged.people
        ],
        others=gettext("%(count)s others") % {"count": points(engaged.others)}
        if engaged.others
        else "",
        others_share=tenths(engaged.others_tenths),
    )


def _deal(deal: Deal, today: date) -> DealLine:
    return DealLine(
        name=deal.name,
        stage=deal.stage,
        amount=deal.amount,
        closes=days.dated(deal.closes_on, today) if deal.closes_on else "",
    )


def _more(count: int) -> str:
    return gettext("%(count)s more") % {"count": points(count)} if count > 0 else ""
