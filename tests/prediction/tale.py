"""A company's decided deals in the database: who was active before is who buys, or nobody knows.

It is 24 November 2026; activities are recorded since a year and a half before.
"""

import random
from datetime import date, timedelta

from lorgnette.accounts.models import Account, Opportunity, Person
from lorgnette.activities.models import DayCount
from tests.insight import estate
from tests.insight.estate import TODAY

BEGAN = TODAY - timedelta(days=540)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def did(account: Account, person: Person, kind: str, on: date, times: int = 1) -> None:
    DayCount.objects.create(account=account, person=person, type=kind, day=on, count=times)


def decided(account: Account, won: bool, created: date, closed: date, **fields: object) -> None:
    status = "won" if won else "lost"
    estate.deal(account, 100, status=status, created_on=created, closed_on=closed, **fields)


def begin() -> None:
    """The first activity that was ever recorded."""
    account = estate.account("The first")
    did(account, estate.person(account, "The first person"), "web.visit", BEGAN)


def history(accounts: int, *, signal: bool, seed: int = 1) -> None:
    """Half of the accounts were won. With a `signal` people were active before those deals."""
    dice = random.Random(seed)
    begin()
    made, people = _accounts(accounts)
    deals, counts = [], []
    for number, account in enumerate(made):
        won, closed = dice.random() < 0.5, day(dice.randint(2, 400))
        deals.append(_deal(number, account, won, closed))
        busy = dice.random() < ((0.9 if won else 0.1) if signal else 0.5)
        for ago in range(0, 80, 2) if busy else ():
            who, on = dice.choice(people[account.pk]), closed - timedelta(days=ago)
            counts.append(
                DayCount(account=account, person=who, type="web.pricing", day=on, count=2)
            )
    Opportunity.objects.bulk_create(deals)
    DayCount.objects.bulk_create(counts)


def _accounts(count: int) -> tuple[list[Account], dict[int, list[Person]]]:
    source = estate.source()
    named = [
        {"external_id": f"t{n}", "name": f"Account {n}", "sort_key": str(n)} for n in range(count)
    ]
    made = Account.objects.bulk_create(Account(source=source, **row) for row in named)
    people = Person.objects.bulk_create(
        Person(source=source, **(row | {"external_id": f"{name}{row['external_id']}"}))
        for row in named
        for name in ("ada", "bo")
    )
    return made, {one.pk: people[2 * n : 2 * n + 2] for n, one in enumerate(made)}


def _deal(number: int, account: Account, won: bool, closed: date) -> Opportunity:
    return Opportunity(
        public_id=f"deal-{number}",
        source=account.source,
        external_id=f"deal-{number}",
        account=account,
        name="Fleet tracking",
        status="won" if won else "lost",
        created_on=closed - timedelta(days=40),
        closed_on=closed,
    )
