"""Which events are not stored: those of who was erased, and of who objects to being watched."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from lorgnette.accounts import erased
from lorgnette.accounts.models import ErasedKey, Objection
from lorgnette.accounts.objections import objecting
from lorgnette.activities.hashes import ANONYMOUS, USER, visitor_hash
from lorgnette.activities.incoming import Incoming
from lorgnette.activities.models import Visitor
from lorgnette.activities.segment import Event
from lorgnette.activities.segment_facts import facts_of
from lorgnette.kernel.among import Among


def without_erased(source_id: int, events: Sequence[Event]) -> list[Event]:
    """Those of nobody who was erased: neither by their ids nor by their address."""
    if not erased.any_are():
        return list(events)
    names = [set(_names(source_id, event)) for event in events]
    gone = erased.among({name for of_one in names for name in of_one})
    return [event for event, of_one in zip(events, names, strict=True) if not of_one & gone]


def hushed(source_id: int, dead: Collection[Incoming]) -> set[bytes]:
    """Those of dead events, by their digests, whose content is not kept either."""
    if not dead or not (ErasedKey.objects.exists() or Objection.objects.exists()):
        return set()
    told = {one.id_hash: _Told(one.raw) for one in dead}
    names = {key: {*_hash_names(source_id, t.hashes), *t.addresses} for key, t in told.items()}
    gone = erased.among({name for of_one in names.values() for name in of_one})
    hashes = _objecting_hashes(source_id, {h for t in told.values() for h in t.hashes})
    keys = _objecting_addresses({key for t in told.values() for key in t.keys})
    return {
        key
        for key, t in told.items()
        if names[key] & gone or set(t.hashes) & hashes or set(t.keys) & keys
    }


class _Told:
    """Whose a dead event may be, as far as it can be read."""

    def __init__(self, raw: Any) -> None:
        found = raw if isinstance(raw, dict) else {}
        self.hashes = [
            visitor_hash(kind, str(found[name]))
            for name, kind in (("userId", USER), ("anonymousId", ANONYMOUS))
            if found.get(name)
        ]
        told = [facts_of(traits, _id_of(found)) for traits in _traits(found)]
        self.keys = [facts.address.key for facts in told if facts.address]
        self.addresses = [erased.address(key) for key in self.keys]


def _id_of(found: dict[str, Any]) -> str:
    return str(found.get("userId") or "")


def _traits(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Wherever an address may stand, the id itself included."""
    context = found.get("context")
    beside: Any = context.get("traits") if isinstance(context, dict) else None
    places: tuple[Any, ...] = (found.get("traits"), beside, {})
    for traits in places:
        if isinstance(traits, dict):
            yield traits


def _names(source_id: int, event: Event) -> Iterator[str]:
    ids = ((USER, event.user_id), (ANONYMOUS, event.anonymous_id))
    before = ((USER, event.previous_id), (ANONYMOUS, event.previous_id))
    hashes = [visitor_hash(kind, value) for kind, value in (*ids, *before) if value]
    yield from _hash_names(source_id, hashes)
    if event.facts.address:
        yield erased.address(event.facts.address.key)


def _hash_names(source_id: int, hashes: Collection[bytes]) -> list[str]:
    return [erased.visitor(source_id, key) for key in hashes]


def _objecting_hashes(source_id: int, hashes: Collection[bytes]) -> set[bytes]:
    rows = Visitor.objects.filter(source=source_id, id_hash__in=list(hashes))
    whose = {bytes(key): person for key, person in rows.values_list("id_hash", "person")}
    out = objecting(set(whose.values()))
    return {key for key, person in whose.items() if person in out}


def _objecting_addresses(keys: Collection[str]) -> set[str]:
    if not keys:
        return set()
    rows = Objection.objects.filter(Among("person__address_key", keys))
    return set(rows.values_list("person__address_key", flat=True))
