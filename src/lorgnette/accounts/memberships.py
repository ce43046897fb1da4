"""Who belonged to which account when: a person who moves closes one membership, opens another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lorgnette.accounts.models import Membership
from lorgnette.directory.bulk import insert

# Nobody says since when a person was at the first account we see them at: since ever.
EVER = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stay:
    """From `since` until `until`, exclusive; None: still."""

    account_id: int
    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


def place(account_by_person: Mapping[int, int | None], at: datetime) -> None:
    """Each person belongs to that account from now on, or to none. At most 1,000 at a time."""
    stays = Membership.objects.filter(person__in=list(account_by_person))
    placed_before = set(stays.values_list("person", flat=True))
    open_now = dict(stays.filter(until=None).values_list("person", "account"))
    moved = [p for p, account in account_by_person.items() if open_now.get(p) != account]
    stays.filter(person__in=moved, until=None).update(until=at)
    opened = [(p, account) for p in moved if (account := account_by_person[p]) is not None]
    if opened:
        rows = [(p, account, at if p in placed_before else EVER) for p, account in opened]
        insert(Membership, ("person_id", "account_id", "since"), rows)


def stays_of(person_ids: Collection[int]) -> dict[int, list[Stay]]:
    """All stays of these people, by person."""
    found: dict[int, list[Stay]] = {}
    stays = Membership.objects.filter(person__in=set(person_ids))
    for person, account, since, until in stays.values_list("person", "account", "since", "until"):
        found.setdefault(person, []).append(Stay(account, since, until))
    return found
