"""Open deals of accounts, summed per currency."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from lorgnette.accounts.models import Opportunity
from lorgnette.kernel.among import Among

OPEN = "open"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in minor units of one currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How many deals are open, and what they add up to in each currency, largest first."""

    deals: int
    amounts: tuple[Amount, ...]


NOTHING = Pipeline(deals=0, amounts=())


def open_deals() -> QuerySet[Opportunity]:
    """The deals that the CRM still holds and nobody has closed."""
    return Opportunity.objects.filter(status=OPEN, gone_at__isnull=True)


def open_pipelines(account_ids: Collection[int]) -> dict[int, Pipeline]:
    """The open pipeline of each account that has one, in one query."""
    rows = (
        open_deals()
        .filter(account__in=account_ids)
        .values_list("account_id", "currency")
        .annotate(deals=Count("pk"), minor=Sum("amount_minor"))
        .order_by("account_id")
    )
    deals: dict[int, int] = defaultdict(int)
    amounts: dict[int, list[Amount]] = defaultdict(list)
    for account_id, currency, count, minor in rows:
        deals[account_id] += count
        if minor:
            amounts[account_id].append(Amount(minor=minor, currency=currency))
    return {
        account_id: Pipeline(deals=count, amounts=largest_first(amounts[account_id]))
        for account_id, count in deals.items()
    }


def pipeline_together(account_ids: Collection[int]) -> Pipeline:
    """The open pipeline of all these accounts, in one query."""
    rows = (
        open_deals()
        .filter(Among("account_id", sorted(account_ids)))
        .order_by()
        .values_list("currency")
        .annotate(deals=Count("pk"), minor=Sum("amount_minor"))
    )
    found = list(rows)
    amounts = [Amount(minor=minor, currency=currency) for currency, _deals, minor in found if minor]
    return Pipeline(sum(deals for _currency, deals, _minor in found), largest_first(amounts))


def largest_first(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """Of the same number the first currency by its code."""
    return tuple(sorted(amounts, key=lambda amount: (-amount.minor, amount.currency)))
