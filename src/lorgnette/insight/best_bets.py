"""Whom to call first: the people whose flames are the most, then whose points are.

The order is urgency, then relative score at its full precision: among those of as many flames, a
person's own points, so that stars fall with them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Membership
from lorgnette.accounts.objections import without_theirs
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.insight.deeds import Deed, latest_deeds
from lorgnette.insight.not_now import put_off_ids
from lorgnette.insight.reach import reach_of
from lorgnette.kernel.among import Among
from lorgnette.kernel.pagination import Page, turned, walked
from lorgnette.scoring.marks.kept import bounds
from lorgnette.scoring.marks.rules import MOST, NEVER, Bounds, Marks, level, of_person
from lorgnette.scoring.models import PersonScore

SHOWN = 4
PAGE_SIZE = 25
_ORDER = ("-points", "pk")
_SIGNER = signing.Signer(salt="cursor best bets")


@dataclass(frozen=True, slots=True)
class BestBet:
    """A person at an account, and why: the latest `deeds`, the weightiest first.

    `part` is their part of the account's score; it, `points` and their `change` are in tenths.
    """

    ref: str
    name: str
    title: str
    address: str
    phone: str
    account_ref: str
    account_name: str
    marks: Marks
    part: int
    points: int
    change: int
    last_day: date
    deeds: Sequence[Deed]


def best_bets(viewer: Viewer, cursor: str = "", size: int = PAGE_SIZE) -> Page[BestBet]:
    """Over all accounts that `viewer` sees, without whom they put off."""
    begin, (backwards, after) = bounds(), _read(cursor)
    hidden, rows = put_off_ids(viewer), _rows(viewer)
    found = _walked(rows, hidden, begin, after, size + 1, backwards=backwards)
    more, shown = len(found) > size, found[:size]
    if backwards:
        shown.reverse()
    has_next = bool(shown) and (more or backwards)
    has_previous = bool(shown) and after is not None and (more or not backwards)
    return Page(
        rows=_bets(_whole(shown), begin),
        next=_write(shown[-1], begin, backwards=False) if has_next else "",
        previous=_write(shown[0], begin, backwards=True) if has_previous else "",
    )


def best_bets_at(viewer: Viewer, account_ids: Collection[int], begin: Bounds) -> list[BestBet]:
    """The first few at these accounts, which the caller knows that the viewer sees."""
    three, two, one = begin.person_urgency
    flames = Case(
        When(change__gte=three, then=Value(3)),
        When(change__gte=two, then=Value(2)),
        When(change__gte=one, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = PersonScore.objects.filter(Among("account_id", sorted(account_ids)))
    rows = rows.filter(Q(change__gte=one) | Q(points__gte=_least(begin)))
    fit = _fit(rows, put_off_ids(viewer)).annotate(flames=flames)
    rows = fit.select_related("person", "account").order_by("-flames", *_ORDER)
    return _bets(list(rows[:SHOWN]), begin)


def _rows(viewer: Viewer) -> QuerySet[PersonScore]:
    reach, rows = reach_of(viewer), PersonScore.objects.order_by()
    if viewer.crm_user_ids is None:
        return rows
    if reach.ids is None:
        return rows.filter(account__in=ids_of_visible(viewer.crm_user_ids))
    return rows.filter(Among("account_id", reach.ids))


def _fit(rows: QuerySet[PersonScore], hidden: Collection[int]) -> QuerySet[PersonScore]:
    """Who still works there, as far as is known, is in the CRM, and does not object."""
    elsewhere = Membership.objects.filter(person=OuterRef("person"), until=None)
    elsewhere = elsewhere.exclude(account=OuterRef("account"))
    fit = rows.filter(~Exists(elsewhere), person__gone_at=None, account__gone_at=None)
    fit = without_theirs(fit)
    return fit.exclude(Among("person_id", sorted(hidden))) if hidden else fit


def _walked(
    rows: QuerySet[PersonScore],
    hidden: Collection[int],
    begin: Bounds,
    after: tuple[int, int, int] | None,
    wanted: int,
    *,
    backwards: bool,
) -> list[PersonScore]:
    """Those of as many flames at a time, each in the order of an index."""
    walk = turned(_ORDER) if backwards else list(_ORDER)
    found: list[PersonScore] = []
    for flames in range(MOST + 1) if backwards else range(MOST, -1, -1):
        if after and (flames < after[0] if backwards else flames > after[0]):
            continue
        among = rows.filter(_of_flames(flames, begin))
        values = after[1:] if after and flames == after[0] else ()
        found += walked(_fit(among, hidden), walk, values, wanted - len(found), among)
        if len(found) == wanted:
            break
    return found


def _of_flames(flames: int, begin: Bounds) -> Q:
    """Without a flame it takes a star."""
    three, two, one = begin.person_urgency
    return (
        Q(change__lt=one, points__gte=_least(begin)),
        Q(change__gte=one, change__lt=two),
        Q(change__gte=two, change__lt=three),
        Q(change__gte=three),
    )[flames]


def _least(begin: Bounds) -> int:
    """The points that a star takes; any, while no bracket is set."""
    one = begin.person_relative[-1]
    return 1 if one == NEVER else one


def _whole(rows: Sequence[PersonScore]) -> list[PersonScore]:
    """With their people and accounts, which a walk leaves out."""
    whole = PersonScore.objects.select_related("person", "account")
    known = whole.in_bulk([row.pk for row in rows])
    return [known[row.pk] for row in rows if row.pk in known]


def _bets(rows: Sequence[PersonScore], begin: Bounds) -> list[BestBet]:
    deeds = latest_deeds([(row.account_id, row.person_id) for row in rows])
    return [_bet(row, begin, deeds.get((row.account_id, row.person_id), ())) for row in rows]


def _bet(row: PersonScore, begin: Bounds, deeds: Sequence[Deed]) -> BestBet:
    return BestBet(
        ref=row.person.public_id,
        name=row.person.name or row.person.address,
        title=row.person.title,
        address=row.person.address,
        phone=row.person.phone,
        account_ref=row.account.public_id,
        account_name=row.account.name,
        marks=of_person(row.points, row.change, begin),
        part=row.tenths,
        points=row.points,
        change=row.change,
        last_day=row.last_day,
        deeds=deeds,
    )


def _write(row: PersonScore, begin: Bounds, *, backwards: bool) -> str:
    place = [level(row.change, begin.person_urgency), row.points, row.pk]
    return _SIGNER.sign_object([backwards, *place])


def _read(cursor: str) -> tuple[bool, tuple[int, int, int] | None]:
    try:
        backwards, flames, points, pk = _SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        return False, None
    return bool(backwards), (flames, points, pk)
