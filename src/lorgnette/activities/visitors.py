"""Whose an event is: anonymous ids and user ids, and the people they stand for, in a batch."""

from collections.abc import Iterable, Sequence

from lorgnette.activities import event_people, merge
from lorgnette.activities.event_people import Someone
from lorgnette.activities.hashes import ANONYMOUS, USER, visitor_hash
from lorgnette.activities.models import EventSource, Visitor
from lorgnette.activities.segment import Event


class Visitors:
    """Read once for a batch; asked event by event in the order they came; written at its end."""

    def __init__(self, source: EventSource, events: Sequence[Event]) -> None:
        self._source = source
        self._by_id: dict[int, Someone] = {}
        self._bound = self._read_bound(events)
        self._addresses = self._read_people(events)
        self._made: list[Someone] = []
        self._merged: list[tuple[Someone, Someone]] = []
        self._new: dict[bytes, Someone] = {}

    def whose(self, event: Event) -> Someone | None:
        """None: nobody knows yet."""
        if event.kind == "alias":
            return self._aliased(event)
        anonymous = _hash(ANONYMOUS, event.anonymous_id)
        person = self._named(event)
        if person is None:
            return self._of(anonymous)
        known = self._of(anonymous)
        if anonymous and (known is None or event.kind == "identify"):
            self._bind(anonymous, person)
        return person

    def now_of(self, event: Event) -> Someone | None:
        """Whose an anonymous event is, by what the batch told later."""
        return self._of(_hash(ANONYMOUS, event.anonymous_id))

    def id_of(self, key: bytes) -> int:
        """Of one that `settle` returned."""
        return self._new[key].final().id or 0

    def settle(self) -> list[bytes]:
        """Writes people and bindings; the ids of visitors that have become somebody.

        From now on everybody has an `id`.
        """
        event_people.write([one for one in {*self._made, *self._by_id.values()} if not one.into])
        for old, new in self._merged:
            final = new.final()
            if old.id is not None and final.id is not None and old.id != final.id:
                merge.merge(old.id, final.id)
        rows = [
            Visitor(source=self._source, id_hash=key, person_id=person.final().id or 0)
            for key, person in sorted(self._new.items())
        ]
        Visitor.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["source", "id_hash"],
            update_fields=["person"],
        )
        return list(self._new)

    def _read_bound(self, events: Iterable[Event]) -> dict[bytes, Someone]:
        hashes = {key for event in events for key in _hashes(event)}
        rows = Visitor.objects.filter(source=self._source, id_hash__in=list(hashes))
        found = {bytes(key): person for key, person in rows.values_list("id_hash", "person")}
        self._by_id = {pk: Someone(pk) for pk in found.values()}
        return {key: self._by_id[pk] for key, pk in found.items()}

    def _read_people(self, events: Iterable[Event]) -> dict[str, Someone]:
        """Only of those that something is told of; most events tell nothing."""
        telling = [e for e in events if e.facts.address or e.facts.told or e.facts.company]
        aliases = [e for e in events if e.kind == "alias"]
        bound = {self._bound.get(key) for e in (*telling, *aliases) for key in _hashes(e)}
        ids = {one.id for one in bound if one is not None and one.id is not None}
        for read in event_people.by_ids(ids) if ids else ():
            self._learn(read)
        keys = {e.facts.address.key for e in telling if e.facts.address}
        found = event_people.by_addresses(keys)
        return {key: self._learn(read) for key, read in found.items()}

    def _learn(self, read: Someone) -> Someone:
        """One object for one person, whichever way they are found."""
        known = self._by_id.setdefault(read.id or 0, read)
        known.ours, known.source_id = read.ours, read.source_id
        known.external_id, known.row = read.external_id, read.row
        return known

    def _of(self, key: bytes) -> Someone | None:
        found = self._bound.get(key) if key else None
        return found.final() if found else None

    def _named(self, event: Event) -> Someone | None:
        """By the user id, or by the address alone."""
        user, address = _hash(USER, event.user_id), event.facts.address
        person = self._of(user)
        if person is None and (user or (address and event.kind == "identify")):
            person = self._found_or_new(event)
            if user:
                self._bind(user, person)
        elif person is not None and address and event.kind == "identify":
            person = self._readdressed(person, address.key)
            self._bind(user, person)
        if person is not None and person.ours and person.row:
            event_people.tell(person, event.facts, event.at)
            if address:
                self._addresses.setdefault(address.key, person)
        return person

    def _found_or_new(self, event: Event) -> Someone:
        address = event.facts.address
        known = self._addresses.get(address.key) if address else None
        if known is not None:
            return known.final()
        key = address.key if address else ""
        person = event_people.new_person(self._source.source_id, event.user_id, key)
        self._made.append(person)
        return person

    def _readdressed(self, person: Someone, address_key: str) -> Someone:
        """Who has that address already is the same person."""
        other = self._addresses.get(address_key)
        if other is None or other.final() is person:
            return person
        return self._one(person, other.final())

    def _one(self, one: Someone, other: Someone) -> Someone:
        """Somebody whom events made becomes the other; of two from a CRM the second counts."""
        if one is other:
            return one
        if not one.ours:
            one, other = (other, one) if other.ours else (one, other)
        if one.ours:
            one.into = other
            self._merged.append((one, other))
        return other

    def _aliased(self, event: Event) -> Someone:
        """What was known by the id before is known by the user id from now on."""
        person = self._named(event) or self._found_or_new(event)
        for key in (_hash(USER, event.previous_id), _hash(ANONYMOUS, event.previous_id)):
            known = self._of(key)
            if known is not None and known is not person:
                person = self._one(known, person)
            self._bind(key, person)
        self._bind(_hash(USER, event.user_id), person)
        return person

    def _bind(self, key: bytes, person: Someone) -> None:
        if self._bound.get(key) is not person:
            self._bound[key] = self._new[key] = person


def _hash(kind: str, value: str) -> bytes:
    return visitor_hash(kind, value) if value else b""


def _hashes(event: Event) -> list[bytes]:
    found = [_hash(USER, event.user_id), _hash(ANONYMOUS, event.anonymous_id)]
    if event.previous_id:
        found += [_hash(USER, event.previous_id), _hash(ANONYMOUS, event.previous_id)]
    return [key for key in found if key]
