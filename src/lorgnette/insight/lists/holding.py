"""Account lists as a viewer sees them: never more than the accounts that are theirs to see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count

from lorgnette.access.policy import Viewer
from lorgnette.accounts.ownership import visible_accounts
from lorgnette.insight.filters import Filter
from lorgnette.insight.listed import how_many
from lorgnette.insight.lists import whose
from lorgnette.insight.lists.models import AccountList, Listed
from lorgnette.insight.narrowing import Terms, counted, held_by, terms_of, terms_of_list
from lorgnette.insight.ranking import RankedAccount, ranked_among
from lorgnette.insight.reach import Reach, reach_of
from lorgnette.kernel.pagination import Page


@dataclass(frozen=True, slots=True)
class List:
    """A list; `number` counts the accounts on it that the viewer sees (None: too many).

    With `follows` it holds what passes these terms now, without what was put on it by hand.
    """

    ref: str
    name: str
    is_shared: bool
    can_change: bool
    number: int | None
    follows: Terms | None


@dataclass(frozen=True, slots=True)
class OnList:
    """A list that an account was put on."""

    ref: str
    name: str
    can_change: bool


def lists_of(viewer: Viewer) -> Sequence[List]:
    """Those everybody has, then the viewer's own, by name."""
    reach, rows = reach_of(viewer), list(whose.seen(AccountList, viewer))
    seen = Listed.objects.filter(list__in=rows, account__in=reach.present().values("pk"))
    numbers = dict(seen.order_by().values_list("list").annotate(Count("pk")))
    return [_list(row, reach, numbers.get(row.pk, 0)) for row in rows]


def list_of(viewer: Viewer, ref: str) -> List | None:
    """None where the viewer has none of this ref."""
    row = whose.seen(AccountList, viewer).filter(public_id=ref).first()
    if row is None:
        return None
    reach = reach_of(viewer)
    return _list(row, reach, how_many(reach, terms_of(reach, Filter(list=ref))))


def ranked_on(viewer: Viewer, ref: str, cursor: str) -> Page[RankedAccount]:
    """A page of those on the list that the viewer sees, by score."""
    reach = reach_of(viewer)
    terms = terms_of(reach, Filter(list=ref))
    return ranked_among(reach, counted(held_by(reach, terms).accounts, terms.filter), cursor=cursor)


def lists_by_hand(viewer: Viewer) -> Sequence[OnList]:
    """Those to which the viewer may add accounts."""
    return [one for one in _by_hand(viewer) if one.can_change]


def lists_with(viewer: Viewer, ref: str) -> Sequence[OnList]:
    """Those that this account, which the viewer sees, was put on."""
    account = visible_accounts(viewer.crm_user_ids).filter(public_id=ref).values("pk")
    held = Listed.objects.filter(account__in=account).values_list("list__public_id", flat=True)
    refs = set(held)
    return [one for one in _by_hand(viewer) if one.ref in refs]


def _by_hand(viewer: Viewer) -> Sequence[OnList]:
    rows = whose.seen(AccountList, viewer).filter(asked__isnull=True)
    return [OnList(row.public_id, row.name, _may_change(row, viewer)) for row in rows]


def _list(row: AccountList, reach: Reach, number: int | None) -> List:
    follows = None
    if row.asked is not None:
        follows = terms_of_list(reach, row).terms
        by = replace(reach, score=follows.score) if follows else reach
        number = how_many(by, follows) if follows else number
    return List(
        ref=row.public_id,
        name=row.name,
        is_shared=row.owner_id is None,
        can_change=_may_change(row, reach.viewer),
        number=number,
        follows=follows,
    )


def _may_change(row: AccountList, viewer: Viewer) -> bool:
    return row.owner_id is not None or whose.may_share(viewer)
