"""The accounts a viewer can see, with their scores: what every list and page starts from."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.accounts.ownership import ids_of_visible, visible_accounts
from lorgnette.insight.pipeline import open_deals
from lorgnette.kernel.among import Among
from lorgnette.kernel.names import sort_key
from lorgnette.scoring.models import AccountScore, FurtherScore
from lorgnette.scoring.scores.shown import Score

# In tenths over seven days: from half a point on the whole number that is shown is not 0.
MOVED = 5
RISING = Q(change__gte=MOVED)
COOLING = Q(change__lte=-MOVED)

# Of the scores' own columns (see `with_scores`), so that their indexes are walked.
RANK = ("-tenths", "scored")
ORDERS = {
    "score": RANK,
    "change": ("-change", *RANK),
    "fall": ("change", "tenths", "-scored"),
    "name": ("sort_key", "pk"),
}
# So many primary keys are given to a query one by one.
FEW = 2_000

# Rows of one score: each has an account, tenths and a change.
Scores = QuerySet[AccountScore] | QuerySet[FurtherScore]


@dataclass(frozen=True, slots=True)
class Reach:
    """The accounts that a viewer sees, for a page that asks several things about them.

    `ids` are theirs if they are few: whose they are is then found out once. None: all, or many.
    `score` is the one they are ranked by, None: the primary one.
    """

    viewer: Viewer
    ids: Sequence[int] | None
    score: Score | None = None

    @property
    def further(self) -> Score | None:
        """The score they are ranked by, where it is another than the primary one."""
        return self.score if self.score and not self.score.is_primary else None

    def present(self) -> QuerySet[Account]:
        if self.ids is None:
            return visible_accounts(self.viewer.crm_user_ids)
        return Account.objects.filter(Among("pk", self.ids))

    def accounts(self) -> QuerySet[Account]:
        """As `seen_by`."""
        if self.ids is None:
            return with_scores(self.present(), self.further)
        return those(self.ids, self.further)

    def scores(self) -> Scores:
        """The scores alone, of the accounts within reach."""
        scores: Scores = AccountScore.objects.order_by()
        if self.further:
            scores = FurtherScore.objects.filter(model=self.further.id).order_by()
        if self.ids is not None:
            return scores.filter(Among("account_id", self.ids))
        if self.viewer.crm_user_ids is None:
            return scores
        return scores.filter(account__in=ids_of_visible(self.viewer.crm_user_ids))


def reach_of(viewer: Viewer, score: Score | None = None, most: int = FEW) -> Reach:
    """In one query, in none where they are all accounts; `most` ids are few."""
    if viewer.crm_user_ids is None:
        return Reach(viewer, None, score)
    ids = [row["pk"] for row in ids_of_visible(viewer.crm_user_ids)[: most + 1]]
    return Reach(viewer, ids if len(ids) <= most else None, score)


def seen_by(viewer: Viewer) -> QuerySet[Account]:
    """With `tenths` and `change` of the score."""
    return with_scores(visible_accounts(viewer.crm_user_ids))


def those(ids: Sequence[int], further: Score | None = None) -> QuerySet[Account]:
    """Few, with their scores, found by the keys of these: by those of the accounts PostgreSQL
    reads all scores."""
    return with_scores(Account.objects.all(), further).filter(Among("scored", ids))


def with_scores(accounts: QuerySet[Account], further: Score | None = None) -> QuerySet[Account]:
    """With `tenths` and `change` of a score, of the primary one for None; `scored` is the key of
    its row, which is the account's."""
    row = "score"
    if further:
        row, of_it = "beside", Q(further_scores__model=further.id)
        beside = FilteredRelation("further_scores", condition=of_it)
        accounts = accounts.annotate(beside=beside)
    names = {"tenths": "tenths", "change": "change", "scored": "account_id"}
    columns = {name: F(f"{row}__{column}") for name, column in names.items()}
    return accounts.filter(**{f"{row}__isnull": False}).annotate(**columns)


def scores_of(viewer: Viewer) -> Scores:
    """Those of the accounts that `viewer` sees: of all accounts there are only the scores to look
    at."""
    return Reach(viewer, None).scores()


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
    return Held(those(ids, reach.further), ids)


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
        tally = dict(scores.values_list("tenths").annotate(Count("account")))
    ties = (_of_all if reach.viewer.crm_user_ids is None else _of_some)(scores, accounts)
    return {
        account.pk: 1 + ties.get(account.pk, 0) + _above(tally, _tenths(account))
        for account in accounts
    }


def _of_all(scores: Scores, accounts: Sequence[Account]) -> dict[int, int]:
    """How many of the same score come before each: a count in the index of scores for each."""
    before = scores.filter(tenths=OuterRef("tenths"), account_id__lt=OuterRef("account_id"))
    number = Subquery(before.values("tenths").annotate(n=Count("account")).values("n"))
    rows = scores.filter(account_id__in=[account.pk for account in accounts])
    return dict(rows.values_list("account_id", Coalesce(number, 0)))


def _of_some(scores: Scores, accounts: Sequence[Account]) -> dict[int, int]:
    """The same where finding whose they are is the work: it is done once."""
    equal = scores.filter(tenths__in={_tenths(account) for account in accounts})
    places: dict[int, list[int]] = defaultdict(list)
    for tenths, pk in equal.order_by("account_id").values_list("tenths", "account_id"):
        places[tenths].append(pk)
    return {account.pk: bisect_left(places[_tenths(account)], account.pk) for account in accounts}


def _above(tally: Mapping[int, int], tenths: int) -> int:
    return sum(number for score, number in tally.items() if score > tenths)


def _tenths(account: Account) -> int:
    return account.tenths  # type: ignore[attr-defined, no-any-return]
