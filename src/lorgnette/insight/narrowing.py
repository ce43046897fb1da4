"""The ranked accounts narrowed by a filter, as far as whoever looks may know what it names."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Q, QuerySet

from lorgnette.access.models import OWN
from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.insight.filters import COOLING, ME, RISING, Filter, from_json
from lorgnette.insight.lists.models import AccountList, Listed
from lorgnette.insight.lists.whose import seen
from lorgnette.insight.reach import (
    FEW,
    MOVED,
    Held,
    Reach,
    holds,
    reach_of,
    those,
    with_open_deals,
    with_scores,
)
from lorgnette.kernel import clock
from lorgnette.scoring.scores.shown import Score, scores
from lorgnette.users.links import crm_user_ids
from lorgnette.users.models import Member

# These are counted one by one above the list, whatever else narrows it.
COUNTED = ("only", "pipeline")
# Of the score alone.
OF_SCORE = frozenset({"only", "moved", "least", "most"})


@dataclass(frozen=True, slots=True)
class Terms:
    """A filter as a viewer may ask it, and what it names.

    `gone` are its fields that named nothing the viewer may know: `filter` is without them.
    `score` is the further one that it is about, None: the primary one.
    """

    filter: Filter
    gone: tuple[str, ...] = ()
    owner_ids: Collection[int] | None = None
    owner_name: str = ""
    list: "ListTerms | None" = None
    score: Score | None = None

    def without(self, *names: str) -> "Terms":
        """The same but for these."""
        return replace(
            self,
            filter=self.filter.without(*names),
            owner_ids=None if "owner" in names else self.owner_ids,
            list=None if "list" in names else self.list,
        )

    @property
    def are_of_score(self) -> bool:
        """Whether any of it is a condition on the score."""
        followed = self.list.terms if self.list else None
        inner = followed is not None and followed.score == self.score and followed.are_of_score
        return inner or not OF_SCORE.isdisjoint(self.filter.set)


@dataclass(frozen=True, slots=True)
class ListTerms:
    """A list of accounts; `terms` are those that it follows, None where it holds what it was
    given."""

    pk: int
    name: str
    terms: Terms | None


def reach_by(viewer: Viewer, asked: Filter) -> Reach:
    """What the viewer sees, ranked by the score that is asked for."""
    return reach_of(viewer, score_named(asked.score))


def score_named(ref: str) -> Score | None:
    """One that is shown; None where nothing is named, or nothing that is there."""
    shown = scores() if ref else ()
    return next((one for one in shown if one.ref == ref), None)


def terms_of(reach: Reach, asked: Filter) -> Terms:
    """In one query for an owner that is named, one for a list, and those of its filter.

    `reach` is by the score that is asked for.
    """
    owner_ids, owner_name = _owner(reach, asked.owner) if asked.owner else (None, "")
    found = _list(reach, asked.list) if asked.list else None
    named = (("owner", owner_ids), ("list", found), ("score", reach.score))
    gone = [name for name, it in named if it is None]
    left_out = tuple(name for name in gone if getattr(asked, name))
    kept = asked.without(*left_out)
    return Terms(kept, left_out, owner_ids, owner_name, found, reach.further)


def terms_of_list(reach: Reach, row: AccountList) -> ListTerms:
    """A list that follows another would never end: its filter is read without one."""
    if row.asked is None:
        return ListTerms(row.pk, row.name, None)
    followed = from_json(row.asked).filter.without("list")
    by = replace(reach, score=score_named(followed.score))
    return ListTerms(row.pk, row.name, terms_of(by, followed))


def held_by(reach: Reach, terms: Terms) -> Held:
    """Those within reach that pass all but what is `COUNTED`.

    Few are looked up once, not once for each thing that is asked about them. Many are met soon
    by whoever walks all in their order.
    """
    base, everything = terms.without(*COUNTED), reach.accounts()
    if not base.filter.set:
        return Held(everything, is_all=True)
    found = everything if base.are_of_score else reach.present()
    ids = first_ids(passing(found, base))
    if ids is None:
        return Held(passing(everything, base))
    return Held(those(ids, reach.further), ids)


def first_ids(accounts: QuerySet[Account]) -> list[int] | None:
    """Theirs, if they are few."""
    ids = list(accounts.order_by().values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else None


def passing(accounts: QuerySet[Account], terms: Terms) -> QuerySet[Account]:
    """Those of `accounts` that pass all but what is `COUNTED`.

    These have their scores where `terms.are_of_score`.
    """
    asked = terms.filter
    found = accounts.filter(holds(asked.text), _as_is(terms), _as_scored(asked))
    if terms.list is None:
        return found
    followed = terms.list.terms
    if followed is None:
        return found.filter(pk__in=Listed.objects.filter(list=terms.list.pk).values("account"))
    if followed.score == terms.score:
        return counted(passing(found, followed), followed.filter)
    by_another = with_scores(Account.objects.order_by(), followed.score)
    return found.filter(pk__in=counted(passing(by_another, followed), followed.filter).values("pk"))


def counted(accounts: QuerySet[Account], asked: Filter) -> QuerySet[Account]:
    """Those of `accounts` that pass what is `COUNTED`."""
    if asked.only == RISING:
        accounts = accounts.filter(Q(change__gte=MOVED))
    if asked.only == COOLING:
        accounts = accounts.filter(Q(change__lte=-MOVED))
    return with_open_deals(accounts) if asked.pipeline else accounts


def _as_is(terms: Terms) -> Q:
    asked = terms.filter
    wanted = Q()
    if terms.owner_ids is not None:
        wanted &= Q(owner__in=sorted(terms.owner_ids))
    if asked.industry:
        wanted &= Q(industry=asked.industry)
    if asked.country:
        wanted &= Q(country=asked.country)
    return wanted


def _as_scored(asked: Filter) -> Q:
    """Points are those that are shown: 83 stands for 82.5 up to 83.4."""
    wanted = Q()
    if asked.moved > 0:
        wanted &= Q(change__gte=10 * asked.moved - 5)
    if asked.moved < 0:
        wanted &= Q(change__lte=10 * asked.moved + 5)
    if asked.least:
        wanted &= Q(tenths__gte=10 * asked.least - 5)
    if asked.most is not None:
        wanted &= Q(tenths__lt=10 * asked.most + 5)
    if asked.days:
        wanted &= Q(score__last_activity_at__gte=clock.now() - timedelta(days=asked.days))
    return wanted


def _owner(reach: Reach, ref: str) -> tuple[Collection[int] | None, str]:
    """Ids and name; None where nobody of that ref owns anything within reach."""
    if ref == ME:
        return myself(reach.viewer), ""
    owned = reach.present().filter(owner__public_id=ref).order_by()
    found = owned.values_list("owner", "owner__name").first()
    return ((found[0],), found[1]) if found else (None, "")


def myself(viewer: Viewer) -> Collection[int]:
    """The CRM users that the viewer is, whomever they may see besides."""
    if viewer.scope == OWN:
        return viewer.crm_user_ids or ()
    member = Member.objects.filter(public_id=viewer.member_ref).first()
    return crm_user_ids([member])[member.pk] if member else ()


def _list(reach: Reach, ref: str) -> ListTerms | None:
    row = seen(AccountList, reach.viewer).filter(public_id=ref).first()
    return terms_of_list(reach, row) if row else None
