"""Takes the events of one request: each once, durably, or says which are dead and why."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from lorgnette.accounts.objections import objecting
from lorgnette.activities import (
    dropping,
    event_counts,
    event_rows,
    groups,
    machine_rules,
    reasons,
    unknown_names,
)
from lorgnette.activities.deeds import Deed, deed_of
from lorgnette.activities.event_locks import lock
from lorgnette.activities.event_rules import Rules
from lorgnette.activities.graves import bury
from lorgnette.activities.hashes import ANONYMOUS, visitor_hash
from lorgnette.activities.incoming import Incoming, read_all
from lorgnette.activities.models import EventSource, Seen
from lorgnette.activities.segment import DEEDS, Event
from lorgnette.activities.segment_body import Body
from lorgnette.activities.segment_facts import Company
from lorgnette.activities.source_keys import Sender, SourceDisabled
from lorgnette.activities.types import OTHER
from lorgnette.activities.visitors import Visitors
from lorgnette.directory.bulk import insert
from lorgnette.kernel import clock
from lorgnette.workspace.settings import current

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rejected:
    """An event that is dead; `index` is its place in the request."""

    index: int
    message_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How many were new and how many had come before; all of it is on disk."""

    taken: int
    known: int
    rejected: Sequence[Rejected]


def take(sender: Sender, body: Body) -> Taken:
    """Raises `TooMany` or `SourceDisabled`. Where the database fails, nothing was taken."""
    at = clock.now()
    incoming = read_all(body, at, sender.back_days)
    try:
        return _taken(sender, incoming, at, body.sent_at)
    except (OperationalError, InterfaceError):
        raise
    except (DatabaseError, ValueError, TypeError, LookupError):
        # One of them is what nobody thought of; the others need not suffer.
        log.exception("Events failed together; they are taken one by one.")
        return _one_by_one(sender, incoming, at, body.sent_at)


def _one_by_one(
    sender: Sender, incoming: Sequence[Incoming], at: datetime, sent_at: datetime | None
) -> Taken:
    found = [take_one(sender, one, at, sent_at) for one in incoming]
    return Taken(
        taken=sum(one.taken for one in found),
        known=sum(one.known for one in found),
        rejected=[rejected for one in found for rejected in one.rejected],
    )


def take_one(sender: Sender, one: Incoming, at: datetime, sent_at: datetime | None) -> Taken:
    """One event by itself, outside the limit; where nobody thought of it, it is dead."""
    try:
        return _taken(sender, [one], at, sent_at, admitted=True)
    except (OperationalError, InterfaceError):
        raise
    except (DatabaseError, ValueError, TypeError, LookupError):
        log.exception("An event failed.")
        return _taken(sender, [one.failed(reasons.FAILED)], at, sent_at, admitted=True)


def _taken(
    sender: Sender,
    incoming: Sequence[Incoming],
    at: datetime,
    sent_at: datetime | None,
    *,
    admitted: bool = False,
) -> Taken:
    with transaction.atomic():
        row = lock(sender.id)
        if row is None or row.disabled_at is not None:
            raise SourceDisabled
        if not admitted:
            event_counts.admit(row, len(incoming), at)
        dead = [one for one in incoming if one.event is None]
        alive = [one for one in incoming if one.event is not None]
        new, zone = _new(sender, alive), current().zone
        dropped = _store(sender, row, new, at, zone)
        bury(row, dead, at, sent_at)
        known = len(alive) - len(new)
        counted = {"taken": len(new), "known": known, "dead": len(dead), "dropped": dropped}
        event_counts.tally(row, at, zone, **counted)
    rejected = [Rejected(one.index, one.message_id, one.reason) for one in dead]
    return Taken(taken=len(new), known=known, rejected=rejected)


def _new(sender: Sender, alive: Sequence[Incoming]) -> list[Incoming]:
    """Those that never came before, each once; from now on they have."""
    by_hash: dict[bytes, Incoming] = {}
    for one in alive:
        by_hash.setdefault(one.id_hash, one)
    seen = Seen.objects.filter(source=sender.directory_id, id_hash__in=list(by_hash))
    for digest in seen.values_list("id_hash", flat=True):
        del by_hash[bytes(digest)]
    if by_hash:
        insert(Seen, ("source_id", "id_hash"), ((sender.directory_id, key) for key in by_hash))
    return list(by_hash.values())


def _store(
    sender: Sender, row: EventSource, new: Sequence[Incoming], at: datetime, zone: str
) -> int:
    """How many were not kept: of somebody who was erased, or who objects."""
    came = [one.event for one in new if one.event is not None]
    events = dropping.without_erased(row.pk, came)
    if not events:
        return len(came)
    visitors, rules = Visitors(row, events), Rules(sender.rules)
    networks = machine_rules.rules().networks
    unknown_names.remember(row, _unknown(events, rules), at)
    group_ids = _groups(row, events)
    whose = [(event, visitors.whose(event)) for event in events]
    deeds = [
        (event, person or visitors.now_of(event), deed)
        for event, person in whose
        for deed in _deeds(event, rules, networks, group_ids)
    ]
    named = visitors.settle()
    theirs = [(person.final().id or 0, deed) for _event, person, deed in deeds if person]
    theirs += [(visitors.id_of(key), deed) for key, deed in event_rows.released(row.pk, named)]
    out = objecting({person_id for person_id, _deed in theirs})
    event_rows.of_people([one for one in theirs if one[0] not in out], zone)
    waiting = [
        (visitor_hash(ANONYMOUS, event.anonymous_id), deed)
        for event, person, deed in deeds
        if person is None
    ]
    event_rows.wait(row.pk, waiting, at)
    unwatched = sum(1 for person_id, deed in theirs if person_id in out and deed.type)
    return len(came) - len(events) + unwatched


def _deeds(event: Event, rules: Rules, networks: str, group_ids: dict[str, int]) -> list[Deed]:
    """At most one thing done, and at most one group."""
    found = [deed_of(event, rules, networks)] if event.kind in DEEDS else []
    company = event.company or event.facts.company
    if company:
        found.append(Deed("", event.at, group_id=group_ids[company.external_id]))
    return found


def _unknown(events: Sequence[Event], rules: Rules) -> list[str]:
    named = (event for event in events if event.kind == "track")
    return [e.name for e in named if rules.type_of(e.kind, e.name, e.path) == OTHER]


def _groups(row: EventSource, events: Sequence[Event]) -> dict[str, int]:
    told: dict[str, tuple[Company, datetime]] = {}
    for event in events:
        company = event.company or event.facts.company
        if company and (
            company.external_id not in told or event.at >= told[company.external_id][1]
        ):
            told[company.external_id] = (company, event.at)
    return groups.ensure(row, told) if told else {}
