"""Hands rows of the contract down to the rooms that keep them, and says which fit nowhere."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db.models import Model

from lorgnette.accounts import memberships, stirred, teams, unmatched
from lorgnette.accounts import upsert as accounts_upsert
from lorgnette.accounts.models import Account, Membership, Opportunity, Person, TeamMember
from lorgnette.activities import merge
from lorgnette.activities.models import Activity, DayCount, Seen
from lorgnette.activities.objecting import follow_written, told_by_crm
from lorgnette.crm import people
from lorgnette.crm.contract import (
    AccountRow,
    ContactRow,
    OpportunityRow,
    Problem,
    TeamRow,
    UserRow,
)
from lorgnette.directory import bulk, mirror
from lorgnette.directory import upsert as directory_upsert
from lorgnette.directory.models import CrmUser
from lorgnette.scoring import present as scores


@dataclass(frozen=True, slots=True)
class Into:
    """Where the rows go: the source, the moment of the run, and what its files are called.

    `absent` are the fields that the source does not give of rows of this kind.
    """

    source_id: int
    at: datetime
    place: Callable[[str], str]
    absent: Collection[str] = ()


@dataclass(slots=True)
class Taken:
    """What became of some rows; `account_ids` are those whose score may be another now."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    account_ids: set[int] = field(default_factory=set)


def users(into: Into, rows: Sequence[UserRow]) -> Taken:
    """CRM users, into the directory."""
    names = {"manager_id": "manager_external_id"}
    values = {row.id: _columns(row, **names) for row in rows}
    _keep(CrmUser, into, values, **names)
    changes = directory_upsert.crm_users(into.source_id, values, into.at)
    return Taken(changes.added, changes.changed, changes.same)


def accounts(into: Into, rows: Sequence[AccountRow]) -> Taken:
    """Named accounts; one whose owner is unknown is taken without."""
    owners = mirror.ids_of(CrmUser, into.source_id, {row.owner_id for row in rows})
    unknown = [
        _unknown(into, "accounts", row, "owner_id", row.owner_id, "users", taken=True)
        for row in rows
        if row.owner_id and row.owner_id not in owners
    ]
    names = {"parent_id": "parent_external_id"}
    values = {row.id: _columns(row, **names) for row in rows}
    for value in values.values():
        value["owner_id"] = owners.get(value["owner_id"])
    _keep(Account, into, values, **names)
    changes = accounts_upsert.accounts(into.source_id, values)
    ids = set(changes.ids.values()) if changes.added else set()
    if changes.added or changes.changed:
        # Some may be back.
        scores.begin(changes.ids.values())
        stirred.note(None)
    return Taken(changes.added, changes.changed, changes.same, 0, unknown, ids)


def contacts(into: Into, rows: Sequence[ContactRow]) -> Taken:
    """People, each with a stay at their account; one that is unknown moves nobody.

    Whoever was erased is not taken again.
    """
    given, rows = len(rows), people.without_erased(into.source_id, rows)
    places = mirror.ids_of(Account, into.source_id, {row.account_id for row in rows})
    unknown = [
        _unknown(into, "contacts", row, "account_id", row.account_id, "accounts", taken=True)
        for row in rows
        if row.account_id and row.account_id not in places
    ]
    values = {row.id: _columns(row) for row in rows}
    wishes = {row_id: value.pop("do_not_track") for row_id, value in values.items()}
    wanted = {row_id: value.pop("account_id") for row_id, value in values.items()}
    _keep(Person, into, values)
    merge.expect([value.get("address_key", "") for value in values.values()])
    changes = accounts_upsert.people(into.source_id, values)
    # One whose account nobody knows, or tells, stays where they are.
    known = {row_id: key for row_id, key in wanted.items() if not key or key in places}
    if "account_id" in into.absent:
        known = {}
    homes = {changes.ids[i]: places.get(key) for i, key in known.items()}
    memberships.place(homes, into.at)
    # Whom the CRM links to an account needs no other way to find one.
    unmatched.mark([pk for pk in changes.other if homes.get(pk) is None], into.at)
    if changes.other:
        # Whom events told of before the CRM did is the same person.
        merge.adopt({v.get("address_key", ""): changes.ids[i] for i, v in values.items()})
    follow_written(changes.other)
    told_by_crm({changes.ids[i]: said for i, said in wishes.items() if said is not None})
    same = changes.same + given - len(rows)
    return Taken(changes.added, changes.changed, same, 0, unknown)


def opportunities(into: Into, rows: Sequence[OpportunityRow]) -> Taken:
    """Deals; one of an unknown account is not taken."""
    places = mirror.ids_of(Account, into.source_id, {row.account_id for row in rows})
    unknown = [
        _unknown(into, "opportunities", row, "account_id", row.account_id, "accounts")
        for row in rows
        if row.account_id not in places
    ]
    values = {row.id: _columns(row) for row in rows if row.account_id in places}
    for value in values.values():
        value["account_id"] = places[value["account_id"]]
    _keep(Opportunity, into, values)
    changes = accounts_upsert.opportunities(into.source_id, values)
    if changes.added or changes.changed:
        stirred.note(None)
    return Taken(changes.added, changes.changed, changes.same, len(unknown), unknown)


def account_team(into: Into, rows: Sequence[TeamRow]) -> Taken:
    """Memberships of teams; one that refers to nobody known is not taken."""
    places = mirror.ids_of(Account, into.source_id, {row.account_id for row in rows})
    people = mirror.ids_of(CrmUser, into.source_id, {row.user_id for row in rows})
    roles, unknown = {}, []
    for row in rows:
        if row.account_id not in places:
            given = ("account_id", row.account_id, "accounts")
        elif row.user_id not in people:
            given = ("user_id", row.user_id, "users")
        else:
            roles[places[row.account_id], people[row.user_id]] = row.role
            continue
        unknown.append(_unknown(into, "account_team", row, *given))
    changes = teams.put(roles)
    if changes.added or changes.changed:
        stirred.note(None)
    return Taken(changes.added, changes.changed, changes.same, len(unknown), unknown)


def count_present(kind: str, source_id: int) -> int:
    """How many rows of that kind are mirrored and not gone; activities are not counted."""
    if kind == "account_team":
        return teams.count_present(source_id)
    return mirror.count_present(TABLES[kind], source_id) if kind in TABLES else 0


def mark_gone(kind: str, into: Into, is_given: Callable[[str], bool]) -> int:
    """Marks what is mirrored but no longer given, by the key of its row."""
    gone = 0
    if kind == "account_team":
        gone = teams.mark_gone(into.source_id, lambda a, u: is_given(f"{a}\n{u}"), into.at)
    elif kind in TABLES:
        gone = mirror.mark_gone(TABLES[kind], into.source_id, is_given, into.at)
    if gone and kind in OF_LISTS:
        stirred.note(None)
    if gone and kind == "accounts":
        scores.end_gone()
        unmatched.mark_gone_accounts(into.at)
    if gone and kind == "contacts":
        unmatched.mark_gone_people(into.at)
    return gone


# What lists of accounts count.
OF_LISTS = frozenset({"accounts", "opportunities", "account_team"})
TABLES = {"users": CrmUser, "accounts": Account, "contacts": Person, "opportunities": Opportunity}


_WRITTEN = {
    **{kind: (table,) for kind, table in TABLES.items()},
    "contacts": (Person, Membership),
    "account_team": (TeamMember,),
    "activities": (Activity, Seen, DayCount),
}


def learn(kind: str) -> None:
    """After many new rows of the kind."""
    bulk.learn(_WRITTEN[kind])


def _columns(row: Any, **names: str) -> dict[str, Any]:
    """The row's fields by the name of their column."""
    own = [field.name for field in fields(row) if field.name not in ("id", "line")]
    return {names.get(name, name): getattr(row, name) for name in own}


def _keep(table: type[Model], into: Into, values: dict[str, dict[str, Any]], **names: str) -> None:
    """What the source does not give stays as it is mirrored."""
    absent = {names.get(field, field) for field in into.absent}
    mirror.keep(table, into.source_id, values, absent)


def _unknown(
    into: Into, kind: str, row: Any, column: str, given: str, of: str, *, taken: bool = False
) -> Problem:
    values: Mapping[str, object] = {"id": given, "place": into.place(of)}
    return Problem(
        file=into.place(kind),
        code="unknown_reference",
        line=row.line,
        column=column,
        values=values,
        taken=taken,
    )
