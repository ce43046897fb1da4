"""Who at an account is behind its score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lorgnette.accounts.models import Person
from lorgnette.scoring.explain import Explanation
from lorgnette.scoring.explained import PersonShare
from lorgnette.scoring.marks.rules import Bounds, Marks, of_person

SHOWN = 6


@dataclass(frozen=True, slots=True)
class EngagedPerson:
    """`tenths` is this person's part of the score, `last_day` that of the latest activity."""

    ref: str
    name: str
    title: str
    tenths: int
    last_day: date
    marks: Marks = Marks()


@dataclass(frozen=True, slots=True)
class EngagedPeople:
    """The first few by share; `others` more hold the `others_tenths` that are left."""

    total: int
    people: Sequence[EngagedPerson]
    others: int
    others_tenths: int


def engaged_people(told: Explanation, begin: Bounds, shown: int = SHOWN) -> EngagedPeople:
    """By share, the largest first; one more than `shown` is named rather than counted.

    `told` names one more than `shown`, if there are as many; `begin` is where marks do.
    """
    named = told.persons if told.people == shown + 1 else told.persons[:shown]
    people = Person.objects.in_bulk([share.person_id for share in named])
    return EngagedPeople(
        total=told.people,
        people=[_person(people[share.person_id], share, begin) for share in named],
        others=told.people - len(named),
        others_tenths=told.tenths - sum(share.tenths for share in named),
    )


def _person(person: Person, share: PersonShare, begin: Bounds) -> EngagedPerson:
    return EngagedPerson(
        ref=person.public_id,
        name=person.name,
        title=person.title,
        tenths=share.tenths,
        last_day=share.last_day,
        marks=of_person(share.points, share.change, begin),
    )
