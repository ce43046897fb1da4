"""The accounts a viewer can see, with their scores: what every list and page starts from."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.accounts.ownership import visible_accounts
from lorgnette.insight.pipeline import open_deals
from lorgnette.kernel.names import sort_key

# In tenths over seven days: from half a point on the whole number that is shown is not 0.
MOVED = 5
RISING = Q(change__gte=MOVED)
COOLING = Q(change__lte=-MOVED)
SCORED = Q(tenths__gt=0)

RANK = ("-tenths", "pk")
ORDERS = {
    "score": RANK,
    "change": ("-change", *RANK),
    "fall": ("change", *RANK),
    "name": ("sort_key", "pk"),
}
FILTERS = ("rising", "cooling", "pipeline")


def seen_by(viewer: Viewer) -> QuerySet[Account]:
    """With `tenths` and `change` of the score: 0 where none is computed yet."""
    return visible_accounts(viewer.crm_user_ids).annotate(
        tenths=Coalesce("score__tenths", 0), change=Coalesce("score__change", 0)
    )


def holding(accounts: QuerySet[Account], text: str) -> QuerySet[Account]:
    """Those whose name or domain holds every word of `text`, whatever its accents and case."""
    for word in sort_key(text).split():
        accounts = accounts.filter(Q(sort_key__contains=word) | Q(domain__contains=word))
    return accounts


def only_those(accounts: QuerySet[Account], only: str) -> QuerySet[Account]:
    """Those that `rising`, `cooling` or `pipeline` names; all for anything else."""
    if only == "rising":
        return accounts.filter(RISING)
    if only == "cooling":
        return accounts.filter(COOLING)
    if only == "pipeline":
        return with_open_deals(accounts)
    return accounts


def with_open_deals(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Those of which a deal is open."""
    return accounts.filter(Exists(open_deals().filter(account=OuterRef("pk"))))


def ahead_of(account: Account) -> Q:
    """The accounts that rank before this one, which carries its `tenths`."""
    tenths = account.tenths  # type: ignore[attr-defined]
    return Q(tenths__gt=tenths) | Q(tenths=tenths, pk__lt=account.pk)
