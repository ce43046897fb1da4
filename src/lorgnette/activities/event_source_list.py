"""The sources of events as an administrator looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from lorgnette.activities.event_rules import Rule, from_stored
from lorgnette.activities.event_sources import EventSourceMissing
from lorgnette.activities.models import EventSource, SourceDay, SourceKey
from lorgnette.kernel import clock
from lorgnette.workspace.settings import current

WEEK = 7


@dataclass(frozen=True, slots=True)
class Counts:
    """Events taken, given before, and dead."""

    taken: int = 0
    known: int = 0
    dead: int = 0


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key that works: its last letters; `ends_at` where another has replaced it."""

    tail: str
    created_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A track call's name that no rule knows."""

    name: str
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSourceInfo:
    """`today` and `week` (seven days, today's included) are days of the workspace."""

    ref: str
    name: str
    is_on: bool
    created_at: datetime
    last_event_at: datetime | None
    limit_minute: int | None
    back_days: int
    anonymous_days: int
    dead_days: int
    rules: tuple[Rule, ...]
    today: Counts
    week: Counts
    keys: Sequence[KeyLine]
    unknown: Sequence[UnknownName] = field(default=())


def event_sources() -> list[EventSourceInfo]:
    """All, by name."""
    return _infos(list(_rows().order_by("source__name", "pk")))


def count_sources() -> int:
    """How many there are."""
    return EventSource.objects.count()


def event_source(ref: str) -> EventSourceInfo:
    """Raises `EventSourceMissing`."""
    rows = list(_rows().filter(public_id=ref))
    if not rows:
        raise EventSourceMissing
    return _infos(rows)[0]


def _rows() -> QuerySet[EventSource]:
    return EventSource.objects.select_related("source")


def _infos(rows: Sequence[EventSource]) -> list[EventSourceInfo]:
    today = clock.today(current().zone)
    ids = [row.pk for row in rows]
    days, week = _counts(ids, today, today), _counts(ids, today - timedelta(days=WEEK - 1), today)
    keys = _keys(ids)
    return [
        _info(row, days.get(row.pk, Counts()), week.get(row.pk, Counts()), keys.get(row.pk, ()))
        for row in rows
    ]


def _counts(ids: Sequence[int], first: date, last: date) -> dict[int, Counts]:
    rows = SourceDay.objects.filter(source__in=ids, day__gte=first, day__lte=last)
    summed = rows.values("source").annotate(t=Sum("taken"), k=Sum("known"), d=Sum("dead"))
    return {row["source"]: Counts(row["t"], row["k"], row["d"]) for row in summed}


def _keys(ids: Sequence[int]) -> dict[int, list[KeyLine]]:
    works = Q(ends_at=None) | Q(ends_at__gt=clock.now())
    found: dict[int, list[KeyLine]] = {}
    for row in SourceKey.objects.filter(works, source__in=ids).order_by("-created_at", "-pk"):
        line = KeyLine(row.tail, row.created_at, row.ends_at)
        found.setdefault(row.source_id, []).append(line)
    return found


def _info(
    row: EventSource, today: Counts, week: Counts, keys: Sequence[KeyLine]
) -> EventSourceInfo:
    return EventSourceInfo(
        ref=row.public_id,
        name=row.source.name,
        is_on=row.disabled_at is None,
        created_at=row.source.created_at,
        last_event_at=row.last_event_at,
        limit_minute=row.limit_minute,
        back_days=row.back_days,
        anonymous_days=row.anonymous_days,
        dead_days=row.dead_days,
        rules=from_stored(row.rules),
        today=today,
        week=week,
        keys=keys,
        unknown=_unknown(row),
    )


def _unknown(row: EventSource) -> list[UnknownName]:
    told = (row.unknown or {}).items()
    names = [UnknownName(name, n, datetime.fromisoformat(at)) for name, (n, at) in told]
    return sorted(names, key=lambda one: (-one.count, one.name))
