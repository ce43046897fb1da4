"""Where the viewer's accounts stand this week, counted: the headline and the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from lorgnette.accounts.models import Opportunity
from lorgnette.accounts.unstirred import unstirred
from lorgnette.insight.pipeline import open_deals
from lorgnette.insight.reach import COOLING, ORDERS, RISING, Held, Reach, Scores
from lorgnette.kernel.among import Among

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


@dataclass(frozen=True, slots=True)
class Tally:
    """How many accounts have each score (tenths), and how many of them moved."""

    of_score: Mapping[int, int]
    rising: int
    cooling: int
    jumped: int

    @property
    def total(self) -> int:
        return sum(self.of_score.values())


def tallied(reach: Reach) -> Tally:
    """Of all within reach: where they are many, counted once for each state of the data."""
    if reach.ids is not None:
        return tally_of(reach.scores())
    score = reach.further.id if reach.further else None
    key = ("tally", score, reach.viewer.crm_user_ids)
    return unstirred(key, lambda: tally_of(reach.scores()))


def tally_of(scores: Scores) -> Tally:
    """In one look at them, for all that a list counts."""
    rows = scores.values_list("tenths").annotate(
        Count("account"),
        rising=Count("account", filter=RISING),
        cooling=Count("account", filter=COOLING),
        jumped=Count("account", filter=Q(change__gte=JUMP)),
    )
    found = list(rows)
    return Tally(
        {tenths: number for tenths, number, *_moved in found},
        *(sum(row[place] for row in found) for place in (2, 3, 4)),
    )


def standing(reach: Reach, held: Held, tally: Tally) -> Standing:
    """`tally` is of all within reach. In two queries, and one more where somebody searched."""
    above = _headline(reach, tally)
    if not held.is_all:
        return Standing(above, _counts_of(reach, held.ids))
    return Standing(above, _counts(tally, _with_deals(reach)))


def _counts_of(reach: Reach, ids: Sequence[int] | None) -> Counts | None:
    if ids is None:
        return None
    deals = open_deals().filter(Among("account", ids))
    return _counts(tally_of(replace(reach, ids=ids).scores()), _accounts_of(deals))


def _counts(tally: Tally, pipeline: int) -> Counts:
    return Counts(tally.total, tally.rising, tally.cooling, pipeline)


def _with_deals(reach: Reach) -> int:
    """Whatever score they are ranked by: the accounts are the same."""
    scored = replace(reach, score=None).scores().values_list("account_id", flat=True)
    deals = open_deals().filter(account__in=scored)
    if reach.ids is not None:
        return _accounts_of(deals)
    return unstirred(("deals", reach.viewer.crm_user_ids), lambda: _accounts_of(deals))


def _accounts_of(deals: QuerySet[Opportunity]) -> int:
    return int(deals.order_by().aggregate(n=Count("account", distinct=True))["n"])


def _headline(reach: Reach, tally: Tally) -> Headline:
    """Who jumped has a score, and who leads has the highest: where that is 0, nobody is named."""
    order = ORDERS["change" if tally.jumped else "score"]
    first = reach.accounts().order_by(*order).first() if any(tally.of_score) else None
    return Headline(
        total=tally.total,
        jumped=tally.jumped,
        first=first.name if first else "",
        first_ref=first.public_id if first else "",
    )
