"""Where the viewer's accounts stand this week, counted: the headline and the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Opportunity
from lorgnette.audit.unchanged import unchanged
from lorgnette.insight.pipeline import open_deals
from lorgnette.insight.reach import COOLING, ORDERS, RISING, SCORED, Held, scores_of, seen_by
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


@dataclass(frozen=True, slots=True)
class Standing:
    """The headline over all that the viewer sees, and the counts of those that hold the text.

    `counts` is None where more hold it than are looked at one by one.
    """

    headline: Headline
    counts: Counts | None


def standing(viewer: Viewer, held: Held) -> Standing:
    """In three queries, and one more where somebody searched."""
    of_all = _moved(scores_of(viewer))
    if not held.is_all:
        return Standing(_headline(viewer, of_all), _counts_of(held.ids))
    return Standing(_headline(viewer, of_all), _counts(of_all, _with_deals(viewer)))


def total(viewer: Viewer) -> int:
    """How many accounts the viewer sees."""
    return scores_of(viewer).count()


def _moved(scores: QuerySet[AccountScore]) -> dict[str, int]:
    """In one look at them."""
    return scores.aggregate(
        total=Count("pk"),
        rising=Count("pk", filter=RISING),
        cooling=Count("pk", filter=COOLING),
        jumped=Count("pk", filter=Q(change__gte=JUMP)),
    )


def _counts_of(ids: Sequence[int] | None) -> Counts | None:
    if ids is None:
        return None
    deals = open_deals().filter(account__in=ids)
    return _counts(_moved(AccountScore.objects.filter(pk__in=ids)), _accounts_of(deals))


def _counts(moved: Mapping[str, int], pipeline: int) -> Counts:
    return Counts(moved["total"], moved["rising"], moved["cooling"], pipeline)


def _with_deals(viewer: Viewer) -> int:
    """Deals change by a synchronisation: over all accounts they are counted again after one."""
    deals = open_deals().filter(account__in=scores_of(viewer).values("pk"))
    if viewer.crm_user_ids is None:
        return unchanged("accounts with open deals", lambda: _accounts_of(deals))
    return _accounts_of(deals)


def _accounts_of(deals: QuerySet[Opportunity]) -> int:
    return int(deals.order_by().aggregate(n=Count("account", distinct=True))["n"])


def _headline(viewer: Viewer, moved: Mapping[str, int]) -> Headline:
    order = ORDERS["change" if moved["jumped"] else "score"]
    first = seen_by(viewer).filter(SCORED).order_by(*order).first()
    return Headline(
        total=moved["total"],
        jumped=moved["jumped"],
        first=first.name if first else "",
        first_ref=first.public_id if first else "",
    )
