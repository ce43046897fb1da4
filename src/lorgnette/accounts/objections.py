"""Who objects to being watched: readers of people leave them out, and nothing of theirs counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from lorgnette.accounts.models import Objection, Person
from lorgnette.kernel import clock
from lorgnette.kernel.among import Among

Row = TypeVar("Row", bound=Model)

# How an objection came: an administrator noted it on a page or the console, or the CRM tells it.
PAGE, CONSOLE, CRM = "page", "console", "crm"


@dataclass(frozen=True, slots=True)
class Objecting:
    """Since when, how it came, who noted it, and why if they said."""

    at: datetime
    how: str
    by: str
    reason: str


def objecting(person_ids: Collection[int]) -> set[int]:
    """Those of these people who object."""
    if not person_ids:
        return set()
    found = Objection.objects.filter(Among("person_id", person_ids))
    return set(found.values_list("person", flat=True))


def without_objecting(people: QuerySet[Person]) -> QuerySet[Person]:
    """The people who do not object."""
    return without_theirs(people, "pk")


def without_theirs(rows: QuerySet[Row], person: str = "person") -> QuerySet[Row]:
    """The rows whose `person` does not object, or that are of nobody."""
    return rows.filter(~Exists(Objection.objects.filter(person=OuterRef(person))))


def objection_of(person_id: int) -> Objecting | None:
    """None: the person does not object."""
    row = Objection.objects.filter(person=person_id).first()
    return Objecting(row.at, row.how, row.by, row.reason) if row else None


def told(person_ids: Collection[int], how: str) -> set[int]:
    """Those of these people whose objection came that way."""
    found = Objection.objects.filter(Among("person_id", person_ids), how=how)
    return set(found.values_list("person", flat=True)) if person_ids else set()


def note(person_ids: Collection[int], said: Objecting) -> list[int]:
    """They object from now on, with whoever else has their address; those who did not before.

    In a transaction. What they did is left out by `activities.objecting`, which calls this.
    """
    known = objecting(people := same_people(person_ids))
    new = sorted(people - known)
    Objection.objects.bulk_create(
        [
            Objection(person_id=p, at=said.at, how=said.how, by=said.by, reason=said.reason)
            for p in new
        ],
        ignore_conflicts=True,
    )
    return new


def lift(person_ids: Collection[int]) -> list[int]:
    """They object no more, nor whoever else has their address; those who did."""
    found = sorted(objecting(same_people(person_ids)))
    Objection.objects.filter(Among("person_id", found)).delete()
    return found


def inherit(ids: Mapping[str, int], addresses: Mapping[str, str]) -> list[int]:
    """People just written, by external id, with their address keys: who has the address of
    somebody who objects does so too. Those who did not before."""
    keys = {key for key in addresses.values() if key}
    if not keys or not Objection.objects.exists():
        return []
    rows = Objection.objects.filter(Among("person__address_key", keys))
    known = {row.person.address_key: row for row in rows.select_related("person").order_by("-at")}
    theirs = {ids[e]: known[key] for e, key in addresses.items() if key in known and e in ids}
    already = objecting(theirs)
    new = [pk for pk in theirs if pk not in already]
    Objection.objects.bulk_create(
        [Objection(person_id=p, at=clock.now(), how=theirs[p].how, by=theirs[p].by) for p in new],
        ignore_conflicts=True,
    )
    return new


def pass_on(old_id: int, new_id: int) -> bool:
    """Somebody turns out to be somebody else, who objects from now on, if either did.

    Whether they did not before.
    """
    row = Objection.objects.filter(person=old_id).first()
    if row is None or objecting([new_id]):
        return False
    Objection.objects.create(person_id=new_id, at=row.at, how=row.how, by=row.by, reason=row.reason)
    return True


def same_people(person_ids: Collection[int]) -> set[int]:
    """These, and all who have an address of theirs."""
    found = Person.objects.filter(Among("pk", person_ids)).exclude(address_key="")
    keys = set(found.values_list("address_key", flat=True))
    if not keys:
        return set(person_ids)
    alike = Person.objects.filter(Among("address_key", keys))
    return {*person_ids, *alike.values_list("pk", flat=True)}
