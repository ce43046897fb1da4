"""Who belonged to which account when: a person who moves closes one membership, opens another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet

from lorgnette.accounts import unmatched
from lorgnette.accounts.models import Membership, Person, Spell
from lorgnette.directory.bulk import insert
from lorgnette.kernel.among import Among

# Nobody says since when a person was at the first account we see them at: since ever.
EVER = datetime(1900, 1, 1, tzinfo=UTC)
CRM = "crm"

_COLUMNS = ("person_id", "account_id", "since", "until", "rule")


@dataclass(frozen=True, slots=True)
class Stay:
    """From `since` until `until`, exclusive; None: still. `rule` is what says so."""

    account_id: int
    since: datetime
    until: datetime | None
    rule: str = CRM

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


def place(account_by_person: Mapping[int, int | None], at: datetime) -> None:
    """The CRM says that each person belongs to that account from now on, or to none.

    At most 1,000 at a time. Where it says none, what was matched stays. Whoever was somewhere
    before and moves is matched again.
    """
    stays = Membership.objects.filter(Among("person_id", account_by_person))
    moved = _moved(stays, account_by_person)
    if not moved:
        return
    # Whoever matches one of them meanwhile ends first, or waits.
    people = Person.objects.filter(Among("pk", moved)).order_by("pk").select_for_update(no_key=True)
    list(people.values_list("pk"))
    stays = Membership.objects.filter(Among("person_id", moved))
    placed_before = set(stays.values_list("person", flat=True))
    moved = _moved(stays, {p: account_by_person[p] for p in moved})
    if placed_before:
        moved = _unconfirmed(stays, account_by_person, moved)
        stays.filter(Among("person_id", moved), until=None).update(until=at)
    opened = [(p, account) for p in moved if (account := account_by_person[p]) is not None]
    rows = [(p, account, at if p in placed_before else EVER, None, CRM) for p, account in opened]
    if rows:
        insert(Membership, _COLUMNS, rows)
    # Nothing asks about them any more, or the rules have to find another place.
    matched = Spell.objects.filter(person__in=moved, until=None)
    unmatched.mark({*placed_before, *matched.values_list("person", flat=True)}, at)


def replace_matched(stays_by_person: Mapping[int, Sequence[Stay]]) -> None:
    """Puts what matching says in the place of what it said before; the CRM's stays stay.

    None of them may overlap another, or one of the CRM's. In a transaction that locks the people.
    """
    before = Membership.objects.filter(person__in=list(stays_by_person)).exclude(rule=CRM)
    before.delete()
    rows = [
        (person, stay.account_id, stay.since, stay.until, stay.rule)
        for person, stays in stays_by_person.items()
        for stay in stays
    ]
    if rows:
        insert(Membership, _COLUMNS, rows)


def stays_of(person_ids: Collection[int]) -> dict[int, list[Stay]]:
    """All stays of these people, by person, the oldest first."""
    found: dict[int, list[Stay]] = {}
    stays = Membership.objects.filter(Among("person_id", person_ids)).order_by("person", "since")
    names = ("person", "account", "since", "until", "rule")
    for person, account, since, until, rule in stays.values_list(*names):
        found.setdefault(person, []).append(Stay(account, since, until, rule))
    return found


def _moved(stays: QuerySet[Membership], wanted: Mapping[int, int | None]) -> list[int]:
    """Those whom the CRM has elsewhere than it had, or than they were matched to."""
    open_now = {
        p: (a, r) for p, a, r in stays.filter(until=None).values_list("person", "account", "rule")
    }
    return [p for p, account in wanted.items() if _differs(open_now.get(p), account)]


def _differs(open_now: tuple[int, str] | None, account: int | None) -> bool:
    if account is None:
        return open_now is not None and open_now[1] == CRM
    return open_now != (account, CRM)


def _unconfirmed(
    stays: QuerySet[Membership], wanted: Mapping[int, int | None], moved: Sequence[int]
) -> list[int]:
    """Where the CRM says what was matched, the stay becomes the CRM's own; the others."""
    open_now = stays.filter(until=None).values_list("pk", "person", "account")
    confirmed = {person: pk for pk, person, account in open_now if wanted[person] == account}
    Membership.objects.filter(Among("pk", confirmed.values())).update(rule=CRM)
    return [person for person in moved if person not in confirmed]
