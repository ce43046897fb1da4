"""Hands activities down: to the given account, or to the contact's account at that time."""

from collections.abc import Sequence
from dataclasses import dataclass

from lorgnette.accounts import memberships
from lorgnette.accounts.memberships import Stay
from lorgnette.accounts.models import Account, Person
from lorgnette.activities import ingest
from lorgnette.activities.types import BY_CODE
from lorgnette.crm import people
from lorgnette.crm.contract import ActivityRow, Problem
from lorgnette.crm.hand_down import Into, Taken
from lorgnette.directory import mirror


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows refer to: primary keys by external id, and where people were when."""

    people: dict[str, int]
    accounts: dict[str, int]
    stays: dict[int, list[Stay]]


def activities(into: Into, rows: Sequence[ActivityRow]) -> Taken:
    """Those seen before are not looked at again."""
    new_ids = ingest.unseen(into.source_id, [row.id for row in rows])
    new = people.deeds_of_others(into.source_id, [row for row in rows if row.id in new_ids])
    known, taken, given = _known(into, new), Taken(), []
    for row in new:
        placed = _placed(into, row, known)
        if isinstance(placed, Problem):
            taken.problems.append(placed)
        else:
            given.append(placed)
    stored = ingest.store(into.source_id, given, new_ids)
    # Of who was erased or objects: as if they had come before.
    taken.added, taken.same = stored.new, len(rows) - len(new) + stored.known
    taken.refused = len(taken.problems)
    taken.account_ids = set(stored.account_ids)
    return taken


def _known(into: Into, rows: Sequence[ActivityRow]) -> _Known:
    people = mirror.ids_of(Person, into.source_id, {row.contact_id for row in rows})
    accounts = mirror.ids_of(Account, into.source_id, {r.account_id for r in rows if r.account_id})
    placeless = {
        people[row.contact_id] for row in rows if not row.account_id and row.contact_id in people
    }
    return _Known(people, accounts, memberships.stays_of(placeless))


def _placed(into: Into, row: ActivityRow, known: _Known) -> ingest.Given | Problem:
    if row.type not in BY_CODE:
        return _problem(into, row, "type", "unknown_type", value=row.type)
    person_id = known.people.get(row.contact_id)
    if person_id is None:
        place = into.place("contacts")
        return _problem(
            into, row, "contact_id", "unknown_reference", id=row.contact_id, place=place
        )
    account_id = _account_id(row, person_id, known)
    if account_id is None and row.account_id:
        place = into.place("accounts")
        return _problem(
            into, row, "account_id", "unknown_reference", id=row.account_id, place=place
        )
    if account_id is None:
        return _problem(into, row, "contact_id", "contact_without_account")
    return ingest.Given(
        external_id=row.id,
        account_id=account_id,
        person_id=person_id,
        type=row.type,
        at=row.at,
        subject=row.subject,
    )


def _account_id(row: ActivityRow, person_id: int, known: _Known) -> int | None:
    if row.account_id:
        return known.accounts.get(row.account_id)
    stays = known.stays.get(person_id, [])
    return next((stay.account_id for stay in stays if stay.holds(row.at)), None)


def _problem(into: Into, row: ActivityRow, column: str, code: str, **values: object) -> Problem:
    return Problem(
        file=into.place("activities"), code=code, line=row.line, column=column, values=values
    )
