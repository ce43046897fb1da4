"""The accounts a viewer can see, with their scores: what every list and page starts from."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.accounts.ownership import ids_of_visible, visible_accounts
from lorgnette.insight.pipeline import open_deals
from lorgnette.kernel.among import Among
from lorgnette.kernel.names import sort_key
from lorgnette.scoring.models import AccountScore

# In tenths over seven days: from half a point on the whole number that is shown is not 0.
MOVED = 5
RISING = Q(change__gte=MOVED)
COOLING = Q(change__lte=-MOVED)

# Of the scores' own columns, so that their indexes are walked.
RANK = ("-score__tenths", "score__pk")
ORDERS = {
    "score": RANK,
    "change": ("-score__change", *RANK),
    "fall": ("score__change", "score__tenths", "-score__pk"),
    "name": ("sort_key", "pk"),
}
# So many primary keys are given to a query one by one.
FEW = 2_000


@dataclass(frozen=True, slots=True)
class Reach:
    """The accounts that a viewer sees, for a page that asks several things about them.

    `ids` are theirs if they are few: whose they are is then found out once. None: all, or many.
    """

    viewer: Viewer
    ids: Sequence[int] | None

    def present(self) -> QuerySet[Account]:
        if self.ids is None:
            return visible_accounts(self.viewer.crm_user_ids)
        return Account.objects.filter(Among("pk", self.ids))

    def accounts(self) -> QuerySet[Account]:
        """As `seen_by`."""
        return _with_scores(self.present()) if self.ids is None else those(self.ids)

    def scores(self) -> QuerySet[AccountScore]:
        """As `scores_of`."""
        if self.ids is None:
            return scores_of(self.viewer)
        return AccountScore.objects.filter(Among("pk", self.ids)).order_by()


def reach_of(viewer: Viewer) -> Reach:
    """In one query, in none where they are all accounts."""
    if viewer.crm_user_ids is None:
        return Reach(viewer, None)
    ids = [row["pk"] for row in ids_of_visible(viewer.crm_user_ids)[: FEW + 1]]
    return Reach(viewer, ids if len(ids) <= FEW else None)


def seen_by(viewer: Viewer) -> QuerySet[Account]:
    """With `tenths` and `change` of the score."""
    return _with_scores(visible_accounts(viewer.crm_user_ids))


def those(ids: Sequence[int]) -> QuerySet[Account]:
    """Few, with their scores, found by the keys of these: by those of the accounts PostgreSQL
    reads all scores."""
    return _with_scores(Account.objects.filter(Among("score__pk", ids)))


def _with_scores(accounts: QuerySet[Account]) -> QuerySet[Account]:
    scored = accounts.filter(score__isnull=False)
    return scored.annotate(tenths=F("score__tenths"), change=F("score__change"))


def scores_of(viewer: Viewer) -> QuerySet[AccountScore]:
    """Those of the accounts that `viewer` sees: of all accounts there are only the scores to look
    at."""
    scores = AccountScore.objects.order_by()
    if viewer.crm_user_ids is None:
        return scores
    return scores.filter(account__in=ids_of_visible(viewer.crm_user_ids))


@dataclass(frozen=True, slots=True)
class Held:
    """The accounts that hold a text: `ids` are theirs if they are few; None: there are many.

    `is_all`: nothing was searched for, these are all that the viewer sees.
    """

    accounts: QuerySet[Account]
    ids: Sequence[int] | None = None
    is_all: bool = False


def holding(reach: Reach, text: str) -> Held:
    """Those whose name or domain holds every word of `text`, whatever its accents and case.

    Few are looked up once, not once for each thing that is asked about them. Many are met soon
    by whoever walks all in their order.
    """
    wanted, everything = holds(text), reach.accounts()
    if not wanted:
        return Held(everything, is_all=True)
    found = reach.present().filter(wanted)
    ids = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(ids) > FEW:
        return Held(everything.filter(wanted))
    return Held(those(ids), ids)


def holds(text: str) -> Q:
    """That name or domain holds every word; no condition for no words."""
    words = sort_key(text).split()
    return Q(*(Q(sort_key__contains=word) | Q(domain__contains=word) for word in words))


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


def ranks(
    reach: Reach, accounts: Sequence[Account], tally: Mapping[int, int] | None = None
) -> dict[int, int]:
    """The place of each by score among all within reach, from 1; each carries its `tenths`.

    In two queries: how many have each score (`tally`, where somebody has counted them), and how
    many of the same score come before.
    """
    if not accounts:
        return {}
    scores = reach.scores()
    if tally is None:
        tally = dict(scores.values_list("tenths").annotate(Count("pk")))
    ties = (_of_all if reach.viewer.crm_user_ids is None else _of_some)(scores, accounts)
    return {
        account.pk: 1 + ties.get(account.pk, 0) + _above(tally, _tenths(account))
        for account in accounts
    }


def _of_all(scores: QuerySet[AccountScore], accounts: Sequence[Account]) -> dict[int, int]:
    """How many of the same score come before each: a count in the index of scores for each."""
    before = scores.filter(tenths=OuterRef("tenths"), pk__lt=OuterRef("pk")).values("tenths")
    number = Subquery(before.annotate(n=Count("pk")).values("n"))
    rows = scores.filter(pk__in=[account.pk for account in accounts])
    return dict(rows.values_list("pk", Coalesce(number, 0)))


def _of_some(scores: QuerySet[AccountScore], accounts: Sequence[Account]) -> dict[int, int]:
    """The same where finding whose they are is the work: it is done once."""
    equal = scores.filter(tenths__in={_tenths(account) for account in accounts})
    places: dict[int, list[int]] = defaultdict(list)
    for tenths, pk in equal.order_by("pk").values_list("tenths", "pk"):
        places[tenths].append(pk)
    return {account.pk: bisect_left(places[_tenths(account)], account.pk) for account in accounts}


def _above(tally: Mapping[int, int], tenths: int) -> int:
    return sum(number for score, number in tally.items() if score > tenths)


def _tenths(account: Account) -> int:
    return account.tenths  # type: ignore[attr-defined, no-any-return]
