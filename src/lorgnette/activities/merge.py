"""Makes two people one: somebody whom events made turns out to be somebody known."""

from collections import Counter
from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from lorgnette.accounts import memberships, objections, unmatched
from lorgnette.accounts.models import Membership, Person, Spell
from lorgnette.activities import arrivals, day_counts, recount, touched
from lorgnette.activities.day_counts import Cell
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.models import Activity, EventSource, GroupMember, Visitor
from lorgnette.directory.sources import EVENTS
from lorgnette.kernel import clock
from lorgnette.workspace.settings import current


def expect(address_keys: Collection[str]) -> None:
    """Before people of a CRM are written in this transaction: locks go events, people, marks."""
    if EventSource.objects.exists() and _ours(address_keys).exists():
        lock_all()


def adopt(person_by_address: Mapping[str, int]) -> int:
    """People of a CRM, by the address they have now: whoever events made of it is them.

    In the caller's transaction; how many were made one.
    """
    if not EventSource.objects.exists():
        return 0
    found = list(_ours(person_by_address).values_list("pk", "address_key"))
    if found:
        lock_all()
    for pk, address_key in found:
        merge(pk, person_by_address[address_key])
    return len(found)


def _ours(address_keys: Collection[str]) -> QuerySet[Person]:
    people = Person.objects.filter(source__kind=EVENTS, gone_at=None)
    return people.filter(address_key__in=set(address_keys) - {""})


def merge(old_id: int, new_id: int) -> None:
    """All that was of `old` is of `new`, at the account that `new` belonged to at each time.

    In a transaction that holds the lock of the sources. The row of `old` stays, as gone.
    """
    if objections.pass_on(old_id, new_id):
        recount.ask([new_id])
    Visitor.objects.filter(person=old_id).update(person=new_id)
    _move_activities(old_id, new_id)
    _move_groups(old_id, new_id)
    Spell.objects.filter(person=old_id).delete()
    Membership.objects.filter(person=old_id).delete()
    gone = Person.objects.filter(pk=old_id)
    gone.update(gone_at=clock.now(), address="", address_key="", company="")
    unmatched.mark([old_id, new_id])


def _move_activities(old_id: int, new_id: int) -> None:
    stays = memberships.stays_of([new_id]).get(new_id, [])
    zone, counts, told = ZoneInfo(current().zone), Counter[Cell](), []
    rows = list(Activity.objects.filter(person=old_id))
    for row in rows:
        day, was = row.at.astimezone(zone).date(), row.account_id
        account_id = next((s.account_id for s in stays if s.holds(row.at)), None)
        row.person_id, row.account_id = new_id, account_id if row.follows else was
        told += [(was, old_id, row.at), (row.account_id, new_id, row.at)]
        if was is not None and not row.bot:
            counts[was, old_id, row.type, day] -= 1
        if row.account_id is not None and not row.bot:
            counts[row.account_id, new_id, row.type, day] += 1
    Activity.objects.bulk_update(rows, ["person", "account"], batch_size=500)
    day_counts.change(counts)
    touched.mark({pk for pk, _person, _at in told if pk is not None})
    arrivals.note(told)


def _move_groups(old_id: int, new_id: int) -> None:
    rows = list(GroupMember.objects.filter(person=old_id))
    GroupMember.objects.bulk_create(
        [GroupMember(person_id=new_id, group_id=row.group_id, at=row.at) for row in rows],
        ignore_conflicts=True,
    )
    GroupMember.objects.filter(person=old_id).delete()
