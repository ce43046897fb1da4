"""The ranked accounts narrowed by a filter, as far as whoever looks may know what it names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from lorgnette.access.models import OWN
from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.insight.filters import COOLING, ME, RISING, Filter, from_json
from lorgnette.insight.lists.models import AccountList, Listed
from lorgnette.insight.lists.whose import seen
from lorgnette.insight.reach import FEW, MOVED, Held, Reach, holds, those, with_open_deals
from lorgnette.kernel import clock
from lorgnette.users.links import crm_user_ids
from lorgnette.users.models import Member

# These are counted one by one above the list, whatever else narrows it.
COUNTED = ("only", "pipeline")


@dataclass(frozen=True, slots=True)
class Terms:
    """A filter as a viewer may ask it, and what it names.

    `gone` are its fields that named nothing the viewer may know: `filter` is without them.
    """

    filter: Filter
    gone: tuple[str, ...] = ()
    owner_ids: Collection[int] | None = None
    owner_name: str = ""
    list: "ListTerms | None" = None

    def without(self, *names: str) -> "Terms":
        """The same but for these."""
        return Terms(
            self.filter.without(*names),
            self.gone,
            None if "owner" in names else self.owner_ids,
            self.owner_name,
            None if "list" in names else self.list,
        )


@dataclass(frozen=True, slots=True)
class ListTerms:
    """A list of accounts; `terms` are those that it follows, None where it holds what it was
    given."""

    pk: int
    name: str
    terms: Terms | None


def terms_of(reach: Reach, asked: Filter) -> Terms:
    """In one query for an owner that is named, one for a list, and those of its filter."""
    owner_ids, owner_name = _owner(reach, asked.owner) if asked.owner else (None, "")
    found = _list(reach, asked.list) if asked.list else None
    gone = [name for name, it in (("owner", owner_ids), ("list", found)) if it is None]
    left_out = tuple(name for name in gone if getattr(asked, name))
    return Terms(asked.without(*left_out), left_out, owner_ids, owner_name, found)


def terms_of_list(reach: Reach, row: AccountList) -> ListTerms:
    """A list that follows another would never end: its filter is read without one."""
    if row.asked is None:
        return ListTerms(row.pk, row.name, None)
    followed = from_json(row.asked).filter.without("list")
    return ListTerms(row.pk, row.name, terms_of(reach, followed))


def held_by(reach: Reach, terms: Terms) -> Held:
    """Those within reach that pass all but what is `COUNTED`.

    Few are looked up once, not once for each thing that is asked about them. Many are met soon
    by whoever walks all in their order.
    """
    base, everything = terms.without(*COUNTED), reach.accounts()
    if not base.filter.set:
        return Held(everything, is_all=True)
    ids = first_ids(passing(reach.present(), base))
    return Held(passing(everything, base)) if ids is None else Held(those(ids), ids)


def first_ids(accounts: QuerySet[Account]) -> list[int] | None:
    """Theirs, if they are few."""
    ids = list(accounts.order_by().values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else None


def passing(accounts: QuerySet[Account], terms: Terms) -> QuerySet[Account]:
    """Those of `accounts` that pass all but what is `COUNTED`."""
    asked = terms.filter
    found = accounts.filter(holds(asked.text), _as_is(terms), _as_scored(asked))
    if terms.list is None:
        return found
    if terms.list.terms is None:
        return found.filter(pk__in=Listed.objects.filter(list=terms.list.pk).values("account"))
    return counted(passing(found, terms.list.terms), terms.list.terms.filter)


def counted(accounts: QuerySet[Account], asked: Filter) -> QuerySet[Account]:
    """Those of `accounts` that pass what is `COUNTED`."""
    if asked.only == RISING:
        accounts = accounts.filter(score__change__gte=MOVED)
    if asked.only == COOLING:
        accounts = accounts.filter(score__change__lte=-MOVED)
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
        wanted &= Q(score__change__gte=10 * asked.moved - 5)
    if asked.moved < 0:
        wanted &= Q(score__change__lte=10 * asked.moved + 5)
    if asked.least:
        wanted &= Q(score__tenths__gte=10 * asked.least - 5)
    if asked.most is not None:
        wanted &= Q(score__tenths__lt=10 * asked.most + 5)
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
