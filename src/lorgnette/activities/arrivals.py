"""Tells of activities that came, moved or went, for whoever finds moments or machines in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lorgnette.activities.models import Arrival, Unsifted

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# A span keeps away from the ends of time, so that whoever follows can reckon around it.
FIRST, LAST = (
    (datetime(3, 1, 1, tzinfo=UTC) - EPOCH) // SECOND,
    (datetime(9998, 1, 1, tzinfo=UTC) - EPOCH) // SECOND,
)
# About a second's work for whoever looks at them.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Span:
    """Something between two instants, both inclusive, at an account, by a person; null: nobody."""

    account_id: int | None
    person_id: int | None
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """Some arrivals, oldest first: `ids` are to be given to `done`."""

    ids: list[int]
    spans: list[Span]


def note(activities: Iterable[tuple[int | None, int | None, datetime]]) -> None:
    """Account, person and instant of each, in the transaction that writes them.

    Call it too where activities change their account (with the old and the new one), begin or
    cease to be a machine's, or are deleted.
    """
    spans: dict[tuple[int | None, int | None], list[int]] = {}
    for account_id, person_id, at in activities:
        second = (at - EPOCH) // SECOND
        span = spans.setdefault((account_id, person_id), [second, second])
        span[0], span[1] = min(span[0], second), max(span[1], second)
    if spans:
        told = [[*key, *span] for key, span in spans.items()]
        Arrival.objects.create(spans=told)
        Unsifted.objects.create(spans=told)


def waiting(limit: int) -> Told:
    """The oldest `limit` of them, fewer where they tell of very much; they stay until `done`."""
    ids: list[int] = []
    spans: list[Span] = []
    rows = Arrival.objects.order_by("pk").values_list("pk", "spans")
    for pk, of_one in rows[:limit].iterator(chunk_size=20):
        ids.append(pk)
        spans += [_span(*span) for span in of_one]
        if len(spans) >= MOST:
            break
    return Told(ids=ids, spans=spans)


def done(told: Told) -> None:
    """In the transaction that writes what came of them."""
    Arrival.objects.filter(pk__in=told.ids).delete()


def _span(account_id: int | None, person_id: int | None, first: int, last: int) -> Span:
    """Instants fall between whole seconds: the last one ends with its second."""
    since, until = instant(first), instant(last + 1)
    return Span(account_id, person_id, since, until)


def instant(second: int) -> datetime:
    """Of a second since 1970, away from the ends of time."""
    return EPOCH + min(max(second, FIRST), LAST) * SECOND
