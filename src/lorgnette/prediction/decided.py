"""Reads the decided deals, each with the day that it is looked at from, as cases to learn from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from zlib import crc32

from django.db.models import F, Min, QuerySet

from lorgnette.accounts.models import Opportunity
from lorgnette.activities.models import DayCount, KeptFor
from lorgnette.prediction.cases import Case
from lorgnette.prediction.facts import FAMILY_OF, READ, levels
from lorgnette.prediction.looks import Look, facts

# What happens in the last days may be the decision itself, which the CRM is told of afterwards.
MARGIN = 7
# The latest: more would teach nothing new, and take longer.
MOST = 50_000


class Deal(NamedTuple):
    """`ref` is its public id."""

    ref: str
    account: int
    created_on: date
    closed_on: date
    won: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """`cases` are those that can be learned from, of `deals` won or lost deals in all."""

    deals: int
    cases: list[Case]


def decided(today: date) -> Decided:
    """All that were closed before `today`."""
    deals = list(_deals(today))
    from_here = _known_from(today)
    looked = [(deal, looked_from(deal)) for deal in deals]
    # Before that activities are not all there: a deal would look as if nobody had cared.
    looked = [(deal, day) for deal, day in looked if from_here and day >= from_here]
    seen = facts([Look(deal.account, day) for deal, day in looked])
    cases = [
        Case(deal.account, day, deal.closed_on, deal.won, levels(known))
        for (deal, day), known in zip(looked, seen, strict=True)
    ]
    return Decided(len(deals), cases)


def looked_from(deal: Deal) -> date:
    """A day while it was open, a week before its end or earlier; by its ref, always the same.

    An open deal that somebody looks at is somewhere on its way, too: deals are learned from as
    they will be looked at.
    """
    room = max(0, (deal.closed_on - deal.created_on).days - MARGIN)
    return deal.created_on + timedelta(days=crc32(deal.ref.encode()) * (room + 1) >> 32)


def _known_from(today: date) -> date | None:
    """The first day before which 90 days of activities are kept; None without any."""
    first = DayCount.objects.aggregate(first=Min("day"))["first"]
    kept = KeptFor.objects.filter(type__in=FAMILY_OF).aggregate(days=Min("days"))["days"]
    if first is None:
        return None
    oldest: date = first if kept is None else max(first, today - timedelta(days=kept))
    return oldest + timedelta(days=READ)


def _deals(today: date) -> Iterator[Deal]:
    rows: QuerySet[Opportunity] = Opportunity.objects.filter(
        status__in=("won", "lost"),
        gone_at=None,
        created_on__isnull=False,
        created_on__lte=F("closed_on"),
        closed_on__lt=today,
    )
    columns = ("public_id", "account_id", "created_on", "closed_on", "status")
    ordered = rows.order_by("-closed_on", "-pk").values_list(*columns)
    for ref, account, created_on, closed_on, status in ordered[:MOST]:
        yield Deal(ref, account, created_on, closed_on, status == "won")
