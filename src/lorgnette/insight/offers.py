"""What the viewer's accounts can be narrowed by: owners, industries and countries there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Account
from lorgnette.audit.unchanged import unchanged
from lorgnette.insight.lists.models import AccountList
from lorgnette.insight.lists.whose import seen
from lorgnette.insight.reach import Reach, reach_of
from lorgnette.kernel.names import sort_key

# More choices than that nobody reads: the rarest are left out.
MOST = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """A value by which accounts are narrowed, its words, and how many have it."""

    value: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Offers:
    """All by their words. A country's words are its code; `lists` are not counted."""

    owners: Sequence[Offer]
    industries: Sequence[Offer]
    countries: Sequence[Offer]
    lists: Sequence[Offer]


def offers(viewer: Viewer) -> Offers:
    """In four queries. Over all accounts they are counted again after a change was recorded."""
    reach = reach_of(viewer)
    return Offers(
        owners=_kept(reach, "owners", lambda: _owners(reach)),
        industries=_kept(reach, "industries", lambda: _values(reach, "industry")),
        countries=_kept(reach, "countries", lambda: _values(reach, "country")),
        lists=[Offer(row.public_id, row.name, 0) for row in seen(AccountList, viewer)],
    )


def _kept(reach: Reach, what: str, count: Callable[[], list[Offer]]) -> list[Offer]:
    if reach.viewer.crm_user_ids is None:
        return unchanged(f"{what} of all accounts", count)
    return count()


def _owners(reach: Reach) -> list[Offer]:
    rows = _counted(reach, "owner__public_id", "owner__name")
    return _by_words([Offer(ref, name, number) for ref, name, number in rows if ref])


def _values(reach: Reach, column: str) -> list[Offer]:
    return _by_words([Offer(value, value, number) for value, number in _counted(reach, column)])


def _counted(reach: Reach, *columns: str) -> QuerySet[Account, Any]:
    present = reach.present().exclude(**{columns[0]: ""}).order_by()
    counted = present.values_list(*columns).annotate(number=Count("pk"))
    return counted.order_by("-number")[:MOST]


def _by_words(found: list[Offer]) -> list[Offer]:
    return sorted(found, key=lambda offer: (sort_key(offer.words), offer.value))
