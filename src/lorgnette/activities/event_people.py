"""The people that events tell of: whom an address finds, who is new, what is written of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lorgnette.accounts import spells, unmatched, upsert
from lorgnette.accounts.models import Person
from lorgnette.activities.hashes import id_hash
from lorgnette.activities.objecting import follow_written
from lorgnette.activities.segment_facts import Facts
from lorgnette.directory.sources import EVENTS

COLUMNS = (
    "first_name",
    "last_name",
    "address",
    "address_key",
    "title",
    "department",
    "company",
)


@dataclass(slots=True, eq=False)
class Someone:
    """A person while a batch is read; `id` is None until a new one is written.

    `ours`: events made them and may change them; those of a CRM are only found. `row` are their
    `COLUMNS`, where they had to be read; `into` is who they turned out to be.
    """

    id: int | None
    ours: bool = False
    source_id: int = 0
    external_id: str = ""
    row: dict[str, str] = field(default_factory=dict)
    changed_at: datetime | None = None
    into: "Someone | None" = None

    def final(self) -> "Someone":
        """Who they are by now."""
        return self.into.final() if self.into else self


def by_ids(ids: Collection[int]) -> list[Someone]:
    """Those people, with their columns."""
    return [_someone(values) for values in _rows(Person.objects.filter(pk__in=set(ids)))]


def by_addresses(address_keys: Collection[str]) -> dict[str, Someone]:
    """Who has each address now: a contact of a CRM before somebody that events made."""
    if not address_keys:
        return {}
    present = Person.objects.filter(address_key__in=set(address_keys), gone_at=None)
    found: dict[str, Someone] = {}
    for values in _rows(present.order_by("pk")):
        someone = _someone(values)
        known = found.get(someone.row["address_key"])
        if known is None or (known.ours and not someone.ours):
            found[someone.row["address_key"]] = someone
    return found


def new_person(source_id: int, user_id: str, address_key: str) -> Someone:
    """Somebody whom nobody knows yet, named by the sender's own id or by the address."""
    external_id = user_id or f"e:{address_key}"
    if len(external_id) > 120:
        external_id = f"h:{id_hash(external_id).hex()}"
    row = dict.fromkeys(COLUMNS, "")
    return Someone(None, True, source_id, external_id, row)


def tell(someone: Someone, facts: Facts, at: datetime) -> None:
    """Takes over what is told and differs; what is not told stays."""
    told = {
        "first_name": facts.first_name,
        "last_name": facts.last_name,
        "title": facts.title,
        "department": facts.department,
        "company": facts.company.name if facts.company else "",
    }
    if facts.address:
        told |= {"address": facts.address.address, "address_key": facts.address.key}
    if told["first_name"] or told["last_name"]:
        someone.row |= {"first_name": "", "last_name": ""} if _renamed(someone, told) else {}
    new = {name: value for name, value in told.items() if value and someone.row[name] != value}
    if new:
        someone.row |= new
        someone.changed_at = at


def write(people: Iterable[Someone]) -> None:
    """Writes those that are new or changed, and has them matched. In a transaction."""
    changed = [one for one in people if one.ours and (one.id is None or one.changed_at)]
    by_source: dict[int, dict[str, Someone]] = {}
    for one in changed:
        by_source.setdefault(one.source_id, {})[one.external_id] = one
    for source_id, named in by_source.items():
        rows = {key: {name: one.row[name] for name in COLUMNS} for key, one in named.items()}
        written = upsert.people(source_id, rows)
        follow_written(written.other)
        ids = written.ids
        for key, one in named.items():
            one.id = ids[key]
    _have_matched([one for one in changed if one.changed_at])


def _have_matched(people: Iterable[Someone]) -> None:
    known = {one.id: one for one in people if one.id is not None}
    if known:
        what = {
            pk: spells.known_of(one.row["address_key"], one.row["company"])
            for pk, one in known.items()
        }
        spells.note(what, {pk: one.changed_at for pk, one in known.items() if one.changed_at})
        unmatched.mark(known)


def _renamed(someone: Someone, told: Mapping[str, str]) -> bool:
    names = ("first_name", "last_name")
    return any(someone.row[name] != told[name] for name in names)


def _rows(people: Any) -> Any:
    return people.values_list("pk", "source__kind", "source_id", "external_id", *COLUMNS)


def _someone(values: tuple[Any, ...]) -> Someone:
    pk, kind, source_id, external_id, *columns = values
    row = dict(zip(COLUMNS, columns, strict=True))
    return Someone(pk, kind == EVENTS, source_id, external_id, row)
