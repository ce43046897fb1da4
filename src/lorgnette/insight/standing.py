"""Where the viewer's accounts stand this week, counted: the headline and the filters."""

from dataclasses import dataclass

from django.db.models import Count, Q

from lorgnette.access.policy import Viewer
from lorgnette.insight.reach import COOLING, RISING, SCORED, holding, seen_by, with_open_deals

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
    """Over the accounts that hold `text`, in two queries."""
    accounts = holding(seen_by(viewer), text)
    moved = accounts.aggregate(
        total=Count("pk"), rising=Count("pk", filter=RISING), cooling=Count("pk", filter=COOLING)
    )
    return Counts(**moved, pipeline=with_open_deals(accounts).count())


def headline(viewer: Viewer) -> Headline:
    """The sentence over the list, in two queries."""
    accounts = seen_by(viewer)
    found = accounts.aggregate(total=Count("pk"), jumped=Count("pk", filter=Q(change__gte=JUMP)))
    order = ("-change", "-tenths", "pk") if found["jumped"] else ("-tenths", "pk")
    first = accounts.filter(SCORED).order_by(*order).first()
    return Headline(
        **found,
        first=first.name if first else "",
        first_ref=first.public_id if first else "",
    )
