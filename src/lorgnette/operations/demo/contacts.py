"""The people at the accounts: how many each has, and the rows of `contacts.csv`."""

import random
from collections.abc import Iterator, Sequence

from lorgnette.operations.demo.cultures import draw
from lorgnette.operations.demo.firms import Firm
from lorgnette.operations.demo.plan import Plan
from lorgnette.operations.demo.quotas import quotas
from lorgnette.operations.demo.writing import Taken, local_part

COLUMNS = (
    *("id", "last_name", "first_name", "account_id", "email", "title", "department", "company"),
    "phone",
)
_DEPARTMENTS = ("Operations", "Procurement", "Finance", "Logistics", "Quality", "IT", "Management")
# A CRM is never complete.
_WITHOUT_ADDRESS, _FROM_ELSEWHERE, _WITHOUT_PHONE = 0.06, 0.08, 0.3


def how_many(plan: Plan, firms: Sequence[Firm]) -> list[int]:
    """The number of people of each account."""
    dice = plan.chance("people")
    weights = [2.0 if firm.known else dice.lognormvariate(0, 0.6) for firm in firms]
    counts = quotas(plan.people - plan.crowd, weights)
    counts[0] += plan.crowd
    return counts


def contact_id(number: int) -> str:
    return f"CON-{number + 1:07d}"


def rows(plan: Plan, firms: Sequence[Firm], counts: Sequence[int]) -> Iterator[Sequence[str]]:
    """All contacts, account by account; the first of an account are its most engaged."""
    number = 0
    for firm, count in zip(firms, counts, strict=True):
        dice, taken = plan.chance("people", firm.number), Taken()
        phones = plan.chance("phones", firm.number)
        met: set[tuple[str, ...]] = set()
        known = firm.known.get("people", [])
        for place in range(count):
            given = known[place] if place < len(known) else _newcomer(firm, dice, met)
            met.add(tuple(given[:2]))
            yield contact_id(number), *_row(firm, given, dice, taken), _phone(firm, phones)
            number += 1


def _newcomer(firm: Firm, dice: random.Random, met: set[tuple[str, ...]]) -> Sequence[str]:
    """Somebody whose name nobody else has here, if one comes along soon."""
    given = _person(firm, dice)
    for _ in range(9):
        if given[:2] not in met:
            break
        given = _person(firm, dice)
    return given


def _person(firm: Firm, dice: random.Random) -> tuple[str, ...]:
    culture = draw(dice) if dice.random() < _FROM_ELSEWHERE else firm.culture
    title = dice.choice(firm.culture.titles)
    return *culture.person(dice), title, dice.choice(_DEPARTMENTS)


def _phone(firm: Firm, dice: random.Random) -> str:
    """A number of those that are kept for stories, or none."""
    if dice.random() < _WITHOUT_PHONE:
        return ""
    number = f"{dice.randrange(10_000):04}"
    if firm.country == "FR":
        return f"+33 1 99 00 {number[:2]} {number[2:]}"
    return f"+44 1632 960 {number[:3]}"


def _row(firm: Firm, given: Sequence[str], dice: random.Random, taken: Taken) -> Sequence[str]:
    first, last, title, department = given
    address = f"{taken.unique(local_part(first, last))}@{firm.domain}"
    if dice.random() < _WITHOUT_ADDRESS:
        address = ""
    return last, first, firm.id, address, title, department, ""
