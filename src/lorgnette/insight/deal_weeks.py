"""The weeks of a pipeline: what was open at the end of each, and what was won in it. Pure.

Rules and what cannot be known: `docs/account-page.md`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.insight.pipeline import OPEN, Amount, Pipeline, largest_first

WON = "won"


@dataclass(frozen=True, slots=True)
class DealFacts:
    """What the CRM tells of a deal today; `gone_on` is the day on which it left the CRM."""

    status: str
    created_on: date | None
    closes_on: date | None
    closed_on: date | None
    gone_on: date | None
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class DealWeek:
    """Monday to Sunday, or this week until today: what was `open` when `last_day` ended, and what
    was `won` on one of its days."""

    first_day: date
    last_day: date
    open: Pipeline
    won: Pipeline


def deal_weeks(deals: Sequence[DealFacts], mondays: Sequence[date], today: date) -> list[DealWeek]:
    """Of the weeks that begin with `mondays`; the last is that of `today`."""
    return [_week(deals, monday, today) for monday in mondays]


def is_open_on(deal: DealFacts, day: date, today: date) -> bool:
    """Whether it was open when `day` ended.

    Today what the CRM says holds. Before, a deal counts from the day of its creation until it was
    won, lost or gone; one without the day that it began or ended on counts on no day before.
    """
    if day >= today:
        return deal.status == OPEN and deal.gone_on is None
    if deal.created_on is None or deal.created_on > day:
        return False
    if deal.status != OPEN and decided_on(deal, today) is None:
        return False
    ends = (decided_on(deal, today), deal.gone_on)
    return all(end is None or end > day for end in ends)


def decided_on(deal: DealFacts, today: date) -> date | None:
    """The day it was won or lost; of an open deal, or where nothing tells, none.

    Where the CRM keeps no such day, the day it was to close on stands for it, once that is over.
    """
    if deal.status == OPEN:
        return None
    if deal.closed_on is None and deal.closes_on and deal.closes_on <= today:
        return deal.closes_on
    return deal.closed_on


def _week(deals: Sequence[DealFacts], monday: date, today: date) -> DealWeek:
    last = min(monday + timedelta(days=6), today)
    return DealWeek(
        first_day=monday,
        last_day=last,
        open=_sum(deal for deal in deals if is_open_on(deal, last, today)),
        won=_sum(deal for deal in deals if _is_won_in(deal, monday, last, today)),
    )


def _is_won_in(deal: DealFacts, first: date, last: date, today: date) -> bool:
    """What left the CRM is not counted as won: it was entered twice, or by mistake."""
    won = deal.status == WON and deal.gone_on is None
    day = decided_on(deal, today) if won else None
    return day is not None and first <= day <= last


def _sum(deals: Iterable[DealFacts]) -> Pipeline:
    count, sums = 0, defaultdict[str, int](int)
    for deal in deals:
        count += 1
        if deal.amount and deal.amount.minor:
            sums[deal.amount.currency] += deal.amount.minor
    return Pipeline(count, largest_first(Amount(minor, code) for code, minor in sums.items()))
