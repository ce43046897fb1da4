"""What the chart of an account shows: its engagement or its pipeline by week, and milestones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Opportunity
from lorgnette.insight.deal_weeks import DealFacts, DealWeek, deal_weeks
from lorgnette.insight.milestones import Milestones, milestones
from lorgnette.insight.pipeline import OPEN, Amount
from lorgnette.insight.reach import seen_by
from lorgnette.insight.weeks import Week, weeks_of
from lorgnette.kernel import clock
from lorgnette.scoring.explain import Explanation, explanation
from lorgnette.scoring.history import mondays
from lorgnette.workspace.settings import current

ENGAGEMENT, PIPELINE = "engagement", "pipeline"
CHARTS = (ENGAGEMENT, PIPELINE)

_FACTS = ("status", "created_on", "closes_on", "closed_on", "gone_at", "amount_minor", "currency")


@dataclass(frozen=True, slots=True)
class Charted:
    """`weeks` are of engagement, `deals` of the pipeline: one of them is empty.

    `milestones` are by the first day of their week. `undated` open deals have no day of creation.
    """

    weeks: Sequence[Week]
    deals: Sequence[DealWeek]
    milestones: Mapping[date, Milestones]
    undated: int = 0


def charted_of(viewer: Viewer, ref: str, kind: str) -> Charted | None:
    """The chart alone; None where there is no such account or where the viewer may not see it."""
    found = seen_by(viewer).filter(public_id=ref).values_list("pk", flat=True).first()
    if found is None:
        return None
    return pipeline(found) if kind == PIPELINE else engagement(found, explanation(found, 0))


def engagement(account_id: int, told: Explanation) -> Charted:
    """Where the viewer is known to see the account."""
    return Charted(weeks_of(told), (), milestones(account_id, told.day, current().zone))


def pipeline(account_id: int) -> Charted:
    """Where the viewer is known to see the account."""
    zone = current().zone
    today = clock.today(zone)
    facts = _deals(account_id, mondays(today)[0], zone)
    return Charted(
        weeks=(),
        deals=deal_weeks(facts, mondays(today), today),
        milestones=milestones(account_id, today, zone),
        undated=sum(fact.created_on is None and _is_open(fact) for fact in facts),
    )


def _is_open(fact: DealFacts) -> bool:
    return fact.status == OPEN and fact.gone_on is None


def _deals(account_id: int, first: date, zone: str) -> list[DealFacts]:
    """All that the weeks from `first` on can tell of."""
    rows = Opportunity.objects.filter(account=account_id).filter(_since(first, zone))
    return [_facts(zone, *row) for row in rows.order_by("pk").values_list(*_FACTS)]


def _since(first: date, zone: str) -> Q:
    midnight = datetime.combine(first, time.min, ZoneInfo(zone))
    there = Q(gone_at=None) | Q(gone_at__gte=midnight)
    undated = Q(closed_on=None, closes_on__gte=first)
    return there & (Q(status=OPEN) | Q(closed_on__gte=first) | undated)


def _facts(
    zone: str,
    status: str,
    created_on: date | None,
    closes_on: date | None,
    closed_on: date | None,
    gone_at: datetime | None,
    minor: int | None,
    currency: str,
) -> DealFacts:
    gone_on = clock.day_of(gone_at, zone) if gone_at else None
    amount = None if minor is None else Amount(minor, currency)
    return DealFacts(status, created_on, closes_on, closed_on, gone_on, amount)
