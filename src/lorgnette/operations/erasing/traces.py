"""What there is of some people: which rows of which kind, and how many."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from lorgnette.accounts import erased
from lorgnette.accounts.models import Person
from lorgnette.activities.hashes import USER, visitor_hash
from lorgnette.activities.models import (
    Activity,
    DayCount,
    DeadEvent,
    EventSource,
    Visitor,
    Waiting,
)
from lorgnette.audit.models import Detail
from lorgnette.insight.models import Alert
from lorgnette.kernel.among import Among

ACTIVITIES, DAYS, WAITING, DEAD = "activities", "days", "waiting", "dead_events"
ALERTS, AUDIT, PEOPLE = "alerts", "audit_details", "people"
# What is counted by the name of its table, and what becomes of it with the person.
KINDS = {
    "activities.visitor": "visitors",
    "activities.groupmember": "groups",
    "accounts.membership": "memberships",
    "accounts.spell": "spells",
    "scoring.moment": "moments",
    "scoring.personscore": "scores",
    "matching.candidate": "candidates",
    "matching.answer": "answers",
    "matching.decision": "decisions",
    "insight.subscription": "subscriptions",
    "insight.notnow": "put_off",
}
# Marks of the worker, no trace of the person's own.
_UNTOLD = {"accounts.unmatched", "accounts.objection", "activities.recount"}
OTHER = "others"


def people_of(address_key: str) -> list[Person]:
    """All who have this address now, and whom events made before they turned out to be them."""
    own = Q(address_key=address_key) | Q(external_id=f"e:{address_key}")
    found = {row.pk: row for row in Person.objects.filter(own)}
    found |= {row.pk: row for row in _merged(found)}
    return sorted(found.values(), key=lambda row: row.pk)


def names_of(people: Collection[Person]) -> Iterator[str]:
    """Of the keyed digests that are kept: ids of sources and of visitors."""
    events = dict(EventSource.objects.values_list("source", "pk"))
    for person in people:
        yield erased.external(person.source_id, person.external_id)
        if person.source_id in events:
            yield erased.visitor(events[person.source_id], visitor_hash(USER, person.external_id))
    for source_id, key in visitors_of([person.pk for person in people]):
        yield erased.visitor(source_id, key)


def visitors_of(person_ids: Collection[int]) -> list[tuple[int, bytes]]:
    """Their visitors: source of events and digest."""
    rows = Visitor.objects.filter(person__in=list(person_ids))
    return [(source_id, bytes(key)) for source_id, key in rows.values_list("source_id", "id_hash")]


def counted(people: Collection[Person], address_key: str) -> dict[str, int]:
    """How many rows of each kind there are; kinds without any are left out."""
    ids = [person.pk for person in people]
    found = {
        ACTIVITIES: Activity.objects.filter(person__in=ids).count(),
        WAITING: sum(rows.count() for rows in waiting(ids)),
        DEAD: dead(people, address_key).count(),
        ALERTS: Alert.objects.filter(moment__person__in=ids).count(),
        AUDIT: details(people).count(),
        PEOPLE: len(ids),
    }
    for kind, rows in related(ids):
        found[kind] = found.get(kind, 0) + rows.count()
    return {kind: number for kind, number in found.items() if number}


def related(person_ids: Collection[int]) -> Iterator[tuple[str, QuerySet[Any]]]:
    """The rows of every table that points at people, but activities and their days."""
    for field in Person._meta.get_fields(include_hidden=True):
        if not (field.auto_created and (field.one_to_many or field.one_to_one)):
            continue
        table: Any = field.related_model
        label = table._meta.label_lower
        if table in (Activity, DayCount) or label in _UNTOLD:
            continue
        name = field.field.name  # type: ignore[union-attr]
        rows = table._base_manager.filter(**{f"{name}__in": list(person_ids)})
        yield KINDS.get(label, OTHER), rows


def waiting(person_ids: Collection[int]) -> Iterator[QuerySet[Waiting]]:
    """What waits for a name that is theirs."""
    by_source: dict[int, list[bytes]] = {}
    for source_id, key in visitors_of(person_ids):
        by_source.setdefault(source_id, []).append(key)
    for source_id, keys in by_source.items():
        yield Waiting.objects.filter(source=source_id, visitor_hash__in=keys)


def dead(people: Collection[Person], address_key: str) -> QuerySet[DeadEvent]:
    """Dead events whose content holds the address, or an id that a source of events gave them."""
    held = Q(payload__icontains=address_key)
    events = set(EventSource.objects.values_list("source", flat=True))
    for person in people:
        if person.source_id in events and not person.external_id.startswith(("e:", "h:")):
            held |= Q(payload__contains=json.dumps(person.external_id, ensure_ascii=False))
    return DeadEvent.objects.filter(held).exclude(payload="")


def details(people: Collection[Person]) -> QuerySet[Detail]:
    """The names in the audit trail, of events about them; the events and their chain stay."""
    refs = sorted(person.public_id for person in people)
    return Detail.objects.filter(Among("entry__subject_ref", refs), entry__subject_kind="person")


def _merged(found: Collection[int]) -> list[Person]:
    """Whoever events made by a user id that is theirs now."""
    by_source: dict[int, set[bytes]] = {}
    for source_id, key in visitors_of(found):
        by_source.setdefault(source_id, set()).add(key)
    events = dict(EventSource.objects.filter(pk__in=by_source).values_list("source", "pk"))
    gone = Person.objects.filter(source__in=events, address_key="").exclude(gone_at=None)
    return [
        row
        for row in gone.iterator(chunk_size=2_000)
        if visitor_hash(USER, row.external_id) in by_source[events[row.source_id]]
    ]
