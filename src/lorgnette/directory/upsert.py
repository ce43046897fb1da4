"""Takes CRM users over from a source."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lorgnette.directory import mirror
from lorgnette.directory.models import CrmUser
from lorgnette.directory.search import search_key_of
from lorgnette.kernel.names import sort_key

_SEARCHED = ("name", "address", "title", "profile", "team", "region")


def crm_users(
    source_id: int, rows: Mapping[str, Mapping[str, Any]], at: datetime
) -> mirror.Changes:
    """Rows by external id, each with the columns of `CrmUser` that a source gives.

    Who is no longer active is flagged with the moment it was seen, and nothing more.
    """
    changes = mirror.upsert(CrmUser, source_id, {key: _derived(key, rows[key]) for key in rows})
    given = CrmUser.objects.filter(pk__in=list(changes.ids.values()))
    given.filter(active=False, inactive_since=None).update(inactive_since=at)
    given.filter(active=True).exclude(inactive_since=None).update(inactive_since=None)
    return changes


def _derived(external_id: str, row: Mapping[str, Any]) -> dict[str, Any]:
    full = f"{row['first_name']} {row['last_name']}".strip()[:400]
    name = full or row["address"] or external_id
    values = {**row, "name": name, "sort_key": _sort_key(row["last_name"], row["first_name"], name)}
    return values | {"search_key": search_key_of(str(values[part]) for part in _SEARCHED)}


def _sort_key(last_name: str, first_name: str, name: str) -> str:
    return sort_key(f"{last_name} {first_name}".strip() or name)[:400]
