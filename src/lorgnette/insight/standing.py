"""Where the viewer's accounts stand this week, counted: the headline and the filters."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.insight.pipeline import open_deals
from lorgnette.insight.reach import COOLING, ORDERS, RISING, SCORED, holding, scores_of, seen_by

# Tenths over seven days: ten points are more than an ordinary week of visits adds.
JUMP = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """How many accounts there are, and how many each filter keeps."""

    total: int
    rising: int
    cooling: int
    pipeline: int


@dataclass(frozen=True, slots=True)
class Headline:
    """`first` is the account to start with, by name and ref: the one that jumped highest, else
    the one that leads; both "" while no account has a score."""

    total: int
    jumped: int
    first: str
    first_ref: str


def counts(viewer: Viewer, text: str = "", held: QuerySet[Account] | None = None) -> Counts:
    """Over the accounts that hold `text`; `held` are they, where somebody has looked them up."""
    scores = scores_of(viewer)
    if text:
        scores = scores.filter(
            pk__in=(holding(viewer, text) if held is None else held).values("pk")
        )
    moved = scores.aggregate(
        total=Count("pk"), rising=Count("pk", filter=RISING), cooling=Count("pk", filter=COOLING)
    )
    deals = open_deals().filter(account__in=scores.values("pk")).order_by()
    return Counts(**moved, pipeline=deals.aggregate(n=Count("account", distinct=True))["n"])


def total(viewer: Viewer) -> int:
    """How many accounts the viewer sees."""
    return scores_of(viewer).count()


def headline(viewer: Viewer) -> Headline:
    """The sentence over the list, in two queries."""
    found = scores_of(viewer).aggregate(
        total=Count("pk"), jumped=Count("pk", filter=Q(change__gte=JUMP))
    )
    order = ORDERS["change" if found["jumped"] else "score"]
    first = seen_by(viewer).filter(SCORED).order_by(*order).first()
    return Headline(
        **found,
        first=first.name if first else "",
        first_ref=first.public_id if first else "",
    )
