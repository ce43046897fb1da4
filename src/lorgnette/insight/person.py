"""One person as a viewer may see them: where they are, their part of scores, what they did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.memberships import EVER, Stay, stays_of
from lorgnette.accounts.models import Account, Person
from lorgnette.accounts.objections import without_objecting
from lorgnette.accounts.ownership import ids_of_visible
from lorgnette.activities.models import Activity
from lorgnette.insight.doings import Doings, at_present_accounts, doings
from lorgnette.insight.machined import hidden_of
from lorgnette.insight.reach import seen_by
from lorgnette.matching.models import Candidate
from lorgnette.scoring.marks.kept import bounds
from lorgnette.scoring.marks.rules import NOWHERE, Bounds, Marks, of_person
from lorgnette.scoring.models import PersonScore
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Place:
    """An account that the person is or was at, their own `points` there after the cap, and their
    part of its `score`, in tenths.

    `since` None: as long as is known, or no stay says so; `until` None: still. `part` is told
    once an account, None elsewhere, and so are `points` and `marks`.
    """

    ref: str
    name: str
    is_stay: bool
    since: datetime | None
    until: datetime | None
    score: int
    part: int | None
    points: int | None
    last_day: date | None
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class Possible:
    """An account that somebody is asked whether the person belongs to it."""

    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """`title` to `company` are "" where they are somebody else's to see: `is_elsewhere`."""

    ref: str
    name: str
    title: str
    department: str
    company: str
    address: str
    phone: str
    is_gone: bool
    is_elsewhere: bool
    places: Sequence[Place]
    possible: Sequence[Possible]
    doings: Doings
    machines: int = 0


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is known of a person: their stays, parts of scores and open questions, by account."""

    stays: Sequence[Stay]
    parts: Mapping[int, PersonScore]
    asked: Sequence[int]

    @property
    def account_ids(self) -> set[int]:
        return {*(stay.account_id for stay in self.stays), *self.parts, *self.asked}


def person(
    viewer: Viewer, ref: str, kinds: Collection[str] = (), cursor: str = ""
) -> PersonSeen | None:
    """The person `ref`; None where there is none, or none at an account that the viewer sees.

    Nor of somebody who objects to being watched.
    """
    found = without_objecting(Person.objects.filter(public_id=ref)).first()
    if found is None:
        return None
    known = _standing(found.pk)
    seen = {row.pk: row for row in seen_by(viewer).filter(pk__in=known.account_ids)}
    if not seen and not _at_seen(viewer, Activity.objects.filter(person=found)).exists():
        return None
    hidden = _is_elsewhere(viewer, known.stays, seen)
    mine = _done_by(viewer, found, with_placeless=not hidden)
    return PersonSeen(
        ref=ref,
        name=found.name or found.address,
        title="" if hidden else found.title,
        department="" if hidden else found.department,
        company="" if hidden else found.company,
        address="" if hidden else found.address,
        phone="" if hidden else found.phone,
        is_gone=found.gone_at is not None,
        is_elsewhere=hidden,
        places=_places(known, seen),
        possible=[Possible(seen[pk].public_id, seen[pk].name) for pk in known.asked if pk in seen],
        doings=doings(mine, kinds, cursor, current().zone),
        machines=hidden_of(viewer, found.pk),
    )


def _standing(person_id: int) -> _Standing:
    asked = Candidate.objects.filter(person=person_id).order_by("place", "pk")
    return _Standing(
        stays=stays_of([person_id]).get(person_id, []),
        parts={row.account_id: row for row in PersonScore.objects.filter(person=person_id)},
        asked=list(asked.values_list("account", flat=True)),
    )


def _is_elsewhere(viewer: Viewer, stays: Sequence[Stay], seen: Collection[int]) -> bool:
    """Whoever works at an account of somebody else's now: only their past is the viewer's."""
    now_at = next((stay.account_id for stay in stays if stay.until is None), None)
    return viewer.crm_user_ids is not None and now_at is not None and now_at not in seen


def _at_seen(viewer: Viewer, rows: QuerySet[Activity]) -> QuerySet[Activity]:
    if viewer.crm_user_ids is None:
        return rows.filter(account__gone_at__isnull=True, account__isnull=False)
    return rows.filter(account__in=ids_of_visible(viewer.crm_user_ids))


def _done_by(viewer: Viewer, person: Person, *, with_placeless: bool) -> QuerySet[Activity]:
    """By a human, at accounts that the viewer sees; and at none, where nobody else has them."""
    rows = Activity.objects.filter(person=person, bot="")
    if viewer.crm_user_ids is None:
        return rows.filter(at_present_accounts())
    at_none = Q(account__isnull=True) if with_placeless else Q()
    return rows.filter(at_none | Q(account__in=ids_of_visible(viewer.crm_user_ids)))


def _places(known: _Standing, seen: Mapping[int, Account]) -> list[Place]:
    """The stays, the latest first; then accounts they have done something at without one."""
    told: set[int] = set()
    places, begin = [], bounds() if known.parts else NOWHERE
    for stay in sorted(known.stays, key=lambda one: one.since, reverse=True):
        if stay.account_id in seen:
            first = stay.account_id not in told
            told.add(stay.account_id)
            part = known.parts.get(stay.account_id) if first else None
            places.append(_place(seen[stay.account_id], stay, part, begin))
    others = [pk for pk in known.parts if pk in seen and pk not in told]
    return [*places, *(_place(seen[pk], None, known.parts[pk], begin) for pk in others)]


def _place(account: Account, stay: Stay | None, part: PersonScore | None, begin: Bounds) -> Place:
    return Place(
        ref=account.public_id,
        name=account.name,
        is_stay=stay is not None,
        since=stay.since if stay and stay.since > EVER else None,
        until=stay.until if stay else None,
        score=account.tenths,  # type: ignore[attr-defined]
        part=part.tenths if part else None,
        points=part.points if part else None,
        last_day=part.last_day if part else None,
        marks=of_person(part.points, part.change, begin) if part else None,
    )
