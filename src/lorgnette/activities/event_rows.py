"""Writes what events say was done: as activities of people, or as what waits for a name."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lorgnette.accounts import memberships, unmatched
from lorgnette.activities import arrivals, day_counts, touched
from lorgnette.activities.day_counts import Cell
from lorgnette.activities.deeds import Deed
from lorgnette.activities.models import Activity, GroupMember, Waiting
from lorgnette.activities.types import OTHER, WEIGHTS
from lorgnette.directory.bulk import insert

_ACTIVITY = (
    "account_id",
    "person_id",
    "type",
    "at",
    "weight",
    "subject",
    "properties",
    "bot",
    "follows",
)
_WAITING = (
    "source_id",
    "visitor_hash",
    "received_at",
    "type",
    "at",
    "subject",
    "properties",
    "bot",
    "group_id",
)


def of_people(rows: Sequence[tuple[int, Deed]], zone: str) -> None:
    """By the person's id; each into the account they belonged to at its time, or into none."""
    done = [(person_id, deed) for person_id, deed in rows if deed.group_id is None]
    _join([(person_id, deed) for person_id, deed in rows if deed.group_id is not None])
    if not done:
        return
    stays = memberships.stays_of({person_id for person_id, _deed in done})
    placed = [
        (next((s.account_id for s in stays.get(person_id, ()) if s.holds(deed.at)), None), *row)
        for row in done
        for person_id, deed in [row]
    ]
    insert(Activity, _ACTIVITY, (_activity(*row) for row in placed))
    day_counts.change(_cells(placed, ZoneInfo(zone)))
    touched.mark({account for account, _person, _deed in placed if account is not None})
    arrivals.note((account, person, deed.at) for account, person, deed in placed)


def wait(source_id: int, rows: Sequence[tuple[bytes, Deed]], received_at: datetime) -> None:
    """By the visitor's hash: until somebody says who it was."""
    if rows:
        values = ((source_id, key, received_at, *_waiting(deed)) for key, deed in rows)
        insert(Waiting, _WAITING, values)


def released(source_id: int, visitor_hashes: Collection[bytes]) -> list[tuple[bytes, Deed]]:
    """What waited for these visitors, and waits no longer."""
    if not visitor_hashes:
        return []
    rows = Waiting.objects.filter(source=source_id, visitor_hash__in=list(visitor_hashes))
    names = ("type", "at", "subject", "properties", "bot", "group")
    found = [
        (pk, bytes(key), Deed(*values))
        for pk, key, *values in rows.order_by("pk").values_list("pk", "visitor_hash", *names)
    ]
    Waiting.objects.filter(pk__in=[pk for pk, _key, _deed in found]).delete()
    return [(key, deed) for _pk, key, deed in found]


def _activity(account_id: int | None, person_id: int, deed: Deed) -> tuple[Any, ...]:
    weight = WEIGHTS.get(deed.type, WEIGHTS[OTHER])
    said = (deed.type, deed.at, weight, deed.subject, deed.properties, deed.bot)
    return (account_id, person_id, *said, True)


def _waiting(deed: Deed) -> tuple[Any, ...]:
    said = (deed.type, deed.at, deed.subject, deed.properties, deed.bot)
    return (*said, deed.group_id)


def _cells(placed: Sequence[tuple[int | None, int, Deed]], zone: ZoneInfo) -> Counter[Cell]:
    return Counter(
        (account_id, person_id, deed.type, deed.at.astimezone(zone).date())
        for account_id, person_id, deed in placed
        if account_id is not None and not deed.bot
    )


def _join(rows: Sequence[tuple[int, Deed]]) -> None:
    latest: dict[tuple[int, int], datetime] = {}
    for person_id, deed in rows:
        key = (person_id, deed.group_id or 0)
        latest[key] = max(deed.at, latest.get(key, deed.at))
    if not latest:
        return
    told = [GroupMember(person_id=p, group_id=g, at=at) for (p, g), at in sorted(latest.items())]
    known = set(
        GroupMember.objects.filter(person__in={p for p, _g in latest}).values_list(
            "person", "group"
        )
    )
    GroupMember.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["person", "group"], update_fields=["at"]
    )
    unmatched.mark({person for person, group in latest if (person, group) not in known})
