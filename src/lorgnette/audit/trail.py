"""Reads the audit trail: of one subject, page by page through a filter, or from end to end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import connection
from django.db.models import Q, QuerySet

from lorgnette.audit.models import Detail, Entry
from lorgnette.kernel.pagination import Page, page_of

ORDER = ("-at", "-id")
PAGE_SIZE = 50
EXPORT_SIZE = 1000
# As many as are looked up one by one; more name nobody in particular.
MOST_REFS = 10
# Of so few people each verb is walked by itself: one of them may have done a million others.
FEW_REFS = 2


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. Names, addresses and `personal` are empty once erased.

    `seq` is the place in the chain, None for the second until it is sealed.
    """

    ref: str
    seq: int | None
    at: datetime
    verb: str
    actor_kind: str
    actor_ref: str
    actor_name: str
    actor_address: str
    ip: str
    agent: str
    subject_kind: str
    subject_ref: str
    values: Mapping[str, Any]
    personal: Mapping[str, Any]
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter: `refs` are of people who did it or whom it is about, None for anybody.

    `verbs` is None for all; `since` is in, `until` is out.
    """

    refs: tuple[str, ...] | None = None
    verbs: tuple[str, ...] | None = None
    actor_kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


def about(subject_kind: str, subject_ref: str, limit: int = 200) -> list[Event]:
    """The events of one subject, newest first."""
    entries = (
        Entry.objects.filter(subject_kind=subject_kind, subject_ref=subject_ref)
        .select_related("detail")
        .order_by(*ORDER)[:limit]
    )
    return [_event(entry) for entry in entries]


def page(asked: Asked, *, cursor: str = "", size: int = PAGE_SIZE) -> Page[Event]:
    """The events of a filter, newest first; the same cost wherever the page lies."""
    ways = cast(QuerySet[Entry], _Ways(asked))
    found = page_of(ways, ORDER, size=size, cursor=cursor)
    return Page([_event(entry) for entry in found.rows], found.next, found.previous)


def walk(asked: Asked) -> Iterator[Event]:
    """All events of a filter, newest first, as they are read."""
    cursor = ""
    while True:
        found = page(asked, cursor=cursor, size=EXPORT_SIZE)
        yield from found.rows
        cursor = found.next
        if not cursor:
            return


class _Ways:
    """What `page_of` asks of a query, answered along the index of each way and merged.

    An `OR` of people or verbs would be sorted whole by the database; the newest few of each way
    are read in order, and the newest of those are the page.
    """

    def __init__(self, asked: Asked, beyond: Q | None = None) -> None:
        self._asked, self._beyond = asked, beyond or Q()

    def filter(self, beyond: Q) -> "_Ways":
        return _Ways(self._asked, beyond)

    def order_by(self, *walk: str) -> "_Ordered":
        base = _base(self._asked).filter(self._beyond).order_by(*walk)
        return _Ordered([base.filter(way) for way in _ways(self._asked)], walk)


class _Ordered:
    """Several queries in one order; a slice of their union."""

    def __init__(self, queries: Sequence[QuerySet[Entry]], walk: Sequence[str]) -> None:
        self._queries, self._walk = queries, walk

    def __getitem__(self, some: slice) -> list[Entry]:
        if not self._queries:
            return []
        if len(self._queries) == 1:
            return list(self._queries[0].select_related("detail")[some])
        ids = _ids([query.values_list("pk")[some] for query in self._queries])
        entries = Entry.objects.filter(pk__in=ids).select_related("detail")
        return list(entries.order_by(*self._walk)[some])


def _ids(queries: Sequence[QuerySet[Entry, Any]]) -> list[int]:
    """Their ids in one statement: neither engine takes a limit within a plain union."""
    compiled = [query.query.sql_with_params() for query in queries]
    parts = [f"SELECT * FROM ({sql}) AS w{n}" for n, (sql, _values) in enumerate(compiled)]  # noqa: S608 (compiled by Django)
    values = [value for _sql, given in compiled for value in given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), values)
        return [row[0] for row in cursor.fetchall()]


def _base(asked: Asked) -> QuerySet[Entry]:
    query = Entry.objects.all()
    if asked.since:
        query = query.filter(at__gte=asked.since)
    if asked.until:
        query = query.filter(at__lt=asked.until)
    if asked.actor_kind:
        query = query.filter(actor_kind=asked.actor_kind)
    return query


def _ways(asked: Asked) -> list[Q]:
    """One condition of equality for each index that is walked; none where nothing can be."""
    if asked.verbs == ():
        return []
    if asked.refs is not None:
        refs = asked.refs[:MOST_REFS]
        verbs = Q() if asked.verbs is None else Q(verb__in=asked.verbs)
        met = [Q(verbs, subject_kind="member", subject_ref=ref) for ref in refs]
        return [way for ref in refs for way in _done_by(ref, asked)] + met
    if asked.verbs is not None:
        return [Q(verb=verb) for verb in asked.verbs]
    return [Q()]


def _done_by(ref: str, asked: Asked) -> list[Q]:
    if asked.verbs is None:
        return [Q(actor_ref=ref)]
    if len(asked.refs or ()) > FEW_REFS:
        return [Q(actor_ref=ref, verb__in=asked.verbs)]
    # Nothing but the two: a list of verbs beside them lures the planner to another index.
    return [Q(actor_ref=ref, verb=verb) for verb in asked.verbs]


def _event(entry: Entry) -> Event:
    detail: Detail | None = getattr(entry, "detail", None)
    personal = detail.personal if detail else {}
    who = personal.get("actor", {})
    return Event(
        ref=entry.public_id,
        seq=entry.seq,
        at=entry.at,
        verb=entry.verb,
        actor_kind=entry.actor_kind,
        actor_ref=entry.actor_ref,
        actor_name=who.get("name", ""),
        actor_address=who.get("address", ""),
        ip=who.get("ip", ""),
        agent=who.get("agent", ""),
        subject_kind=entry.subject_kind,
        subject_ref=entry.subject_ref,
        values=entry.values,
        personal=personal.get("about", {}),
        is_erased=detail is None,
    )
