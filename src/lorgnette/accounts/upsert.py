"""Takes accounts, people and opportunities over from a source."""

from collections.abc import Mapping
from typing import Any

from lorgnette.accounts import objections, unmatched
from lorgnette.accounts.models import Account, Opportunity, Person
from lorgnette.directory import mirror
from lorgnette.kernel.names import sort_key

Rows = Mapping[str, Mapping[str, Any]]


def accounts(source_id: int, rows: Rows) -> mirror.Changes:
    """Rows by external id, with the columns of `Account`; `owner_id` is a primary key or None."""
    named = {key: {**row, "sort_key": _sort_key(row["name"])} for key, row in rows.items()}
    changes = mirror.upsert(Account, source_id, named)
    unmatched.mark_accounts(changes.other)
    return changes


def people(source_id: int, rows: Rows) -> mirror.Changes:
    """Rows by external id, with the columns of `Person`.

    Whoever has no name is called by their address, or by the source's own id. Who has the address
    of somebody who objects to being watched does so too.
    """
    named = {key: _named(key, row) for key, row in rows.items()}
    changes = mirror.upsert(Person, source_id, named)
    if changes.other:
        keys = {key: row.get("address_key", "") for key, row in named.items()}
        objections.inherit(changes.ids, keys)
    return changes


def opportunities(source_id: int, rows: Rows) -> mirror.Changes:
    """Rows by external id, with the columns of `Opportunity`; `account_id` is a primary key."""
    return mirror.upsert(Opportunity, source_id, rows)


def _named(external_id: str, row: Mapping[str, Any]) -> dict[str, Any]:
    name = f"{row['first_name']} {row['last_name']}".strip()[:400]
    order = f"{row['last_name']} {row['first_name']}" if name else ""
    name = name or row.get("address") or external_id
    return {**row, "name": name, "sort_key": _sort_key(order or name)}


def _sort_key(name: str) -> str:
    return sort_key(name.strip())[:400]
