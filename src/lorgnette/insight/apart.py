"""The score of an account that a viewer sees, taken apart, with the activities behind a share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from lorgnette.access.policy import Viewer
from lorgnette.accounts.models import Person
from lorgnette.accounts.objections import without_objecting, without_theirs
from lorgnette.activities.models import Activity
from lorgnette.activities.recent import RecentActivity
from lorgnette.insight.reach import seen_by
from lorgnette.insight.why import Why, why_of
from lorgnette.kernel.pagination import Page, page_of
from lorgnette.scoring.apart import DayShare, apart
from lorgnette.scoring.explained import PersonShare, TypeShare
from lorgnette.scoring.model import HORIZON_DAYS
from lorgnette.scoring.scores.shown import Score, further_of, scores
from lorgnette.scoring.with_machines import score_with_machines
from lorgnette.workspace.settings import current

SHOWN = 30
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Behind:
    """Which activities are asked for: of a type, of a person (by ref), from a day, of one day."""

    type: str = ""
    person: str = ""
    since: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PersonPart:
    """A person's part of the score, in tenths."""

    ref: str
    name: str
    tenths: int
    last_day: date


@dataclass(frozen=True, slots=True)
class TakenApart:
    """`types`, `people` and `days` each sum to `score` with what is left to others, in tenths.

    `who` is the name of the person asked for, "" for none. `with_machines` is what the score would
    be if what machines did counted; None where they did nothing that could. `scores` are all that
    pages show, `further` the one that is told where it is not the primary one.
    """

    ref: str
    name: str
    day: date
    score: int
    since: date
    why: Why
    types: Sequence[TypeShare]
    people: Sequence[PersonPart]
    other_people: int
    days: Sequence[DayShare]
    other_days: int
    who: str
    activities: Page[RecentActivity]
    with_machines: int | None = None
    scores: Sequence[Score] = ()
    further: Score | None = None


def taken_apart(
    viewer: Viewer, ref: str, span: str, behind: Behind, cursor: str = "", score: str = ""
) -> TakenApart | None:
    """None where the viewer sees no such account. `score` is a ref; any unknown: the primary."""
    account = seen_by(viewer).filter(public_id=ref).first()
    if account is None:
        return None
    shown = scores()
    further = further_of(shown, score)
    told = apart(account.pk, span, further.id if further else None)
    people, who = _people(told.persons[:SHOWN]), _person(behind.person, told.persons)
    return TakenApart(
        ref=ref,
        name=account.name,
        day=told.day,
        score=told.tenths,
        since=told.since,
        why=why_of(told.change, told.moves),
        types=told.types,
        people=people,
        other_people=told.tenths - sum(one.tenths for one in people),
        days=told.days[:SHOWN],
        other_days=told.tenths - sum(one.tenths for one in told.days[:SHOWN]),
        who=who.name if who else "",
        activities=_activities(account.pk, behind, who, told.day, cursor),
        with_machines=None if further else score_with_machines(account.pk),
        scores=shown,
        further=further,
    )


def _people(shares: Sequence[PersonShare]) -> list[PersonPart]:
    people = without_objecting(Person.objects.all())
    known = people.in_bulk([share.person_id for share in shares])
    return [
        PersonPart(
            known[one.person_id].public_id, known[one.person_id].name, one.tenths, one.last_day
        )
        for one in shares
        if one.person_id in known
    ]


def _person(ref: str, shares: Sequence[PersonShare]) -> Person | None:
    """One of those who have a part: of others the viewer may not even know the name."""
    ids = [share.person_id for share in shares]
    people = without_objecting(Person.objects.filter(public_id=ref, pk__in=ids))
    return people.first() if ref else None


def _activities(
    account_id: int, behind: Behind, who: Person | None, today: date, cursor: str
) -> Page[RecentActivity]:
    """Those that can count: of people, of the last year."""
    first = behind.day or behind.since or today - timedelta(days=HORIZON_DAYS)
    found = Activity.objects.filter(
        account=account_id,
        bot="",
        person__isnull=False,
        at__gte=_begin(first),
        at__lt=_begin((behind.day or today) + timedelta(days=1)),
    )
    rows = without_theirs(_only(found, behind, who))
    page = page_of(rows, ("-at", "-pk"), size=PAGE_SIZE, cursor=cursor)
    return Page(_lines(page.rows), page.next, page.previous)


def _only(found: QuerySet[Activity], behind: Behind, who: Person | None) -> QuerySet[Activity]:
    if behind.type:
        found = found.filter(type=behind.type)
    if behind.person:
        found = found.filter(person=who.pk if who else None)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(current().zone))


def _lines(rows: Sequence[Activity]) -> list[RecentActivity]:
    people: Mapping[int, Person] = Person.objects.in_bulk({row.person_id for row in rows})
    return [_line(row, people[row.person_id]) for row in rows if row.person_id]


def _line(row: Activity, person: Person) -> RecentActivity:
    return RecentActivity(row.pk, row.at, row.type, row.subject, person.name, person.public_id)
