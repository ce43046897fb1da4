"""Where the viewer's accounts stand this week, counted: the headline and the filters."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.insight.pipeline import open_deals
from lorgnette.insight.reach import COOLING, ORDERS, RISING, SCORED, holding, seen_by
from lorgnette.scoring.models import AccountScore

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


def counts(viewer: Viewer, text: str = "") -> Counts:
    """Over the accounts that hold `text`."""
    scores = _scores(viewer, text)
    moved = scores.aggregate(
        total=Count("pk"), rising=Count("pk", filter=RISING), cooling=Count("pk", filter=COOLING)
    )
    deals = open_deals().filter(account__in=scores.values("pk")).order_by()
    return Counts(**moved, pipeline=deals.aggregate(n=Count("account", distinct=True))["n"])


def total(viewer: Viewer) -> int:
    """How many accounts the viewer sees."""
    return _scores(viewer).count()


def _scores(viewer: Viewer, text: str = "") -> QuerySet[AccountScore]:
    """Of all accounts there are only the scores to look at, of some the accounts themselves."""
    scores = AccountScore.objects.order_by()
    if viewer.crm_user_ids is None and not text:
        return scores
    return scores.filter(pk__in=holding(viewer, text).values("pk"))


def headline(viewer: Viewer) -> Headline:
    """The sentence over the list, in two queries."""
    scores = _scores(viewer)
    found = {"total": scores.count(), "jumped": scores.filter(change__gte=JUMP).count()}
    order = ORDERS["change" if found["jumped"] else "score"]
    first = seen_by(viewer).filter(SCORED).order_by(*order).first()
    return Headline(
        **found,
        first=first.name if first else "",
        first_ref=first.public_id if first else "",
    )
