"""Records what happened, in the caller's transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from lorgnette.audit.digests import detail_digest, new_salt, plain
from lorgnette.audit.models import Detail, Entry
from lorgnette.kernel import bulk, clock
from lorgnette.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about: `values` stay for ever, `personal` can be erased."""

    kind: str
    ref: str
    values: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)


_gathered: ContextVar[list[tuple[Entry, Detail]] | None] = ContextVar("gathered", default=None)


def record(
    verb: str,
    actor: Actor,
    *,
    subject_kind: str,
    subject_ref: str,
    values: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    """One event. `values` and `personal` are JSON, dates and instants included."""
    record_many(verb, actor, [Subject(subject_kind, subject_ref, values or {}, personal or {})])


def record_many(verb: str, actor: Actor, entries: Iterable[Subject]) -> None:
    """One event for each subject, at one instant, in few statements."""
    who = _who(actor)
    entry = bulk.Stencil(
        Entry, at=clock.now(), verb=verb, actor_kind=actor.kind, actor_ref=actor.ref
    )
    detail = bulk.Stencil(Detail)
    made = [_row(entry, detail, who, subject) for subject in entries]
    gathered = _gathered.get()
    if gathered is None:
        _write(made)
    else:
        gathered.extend(made)


@contextmanager
def together() -> Iterator[None]:
    """Events recorded within are written at its end, at once. Use it inside the transaction."""
    if _gathered.get() is not None:
        yield
        return
    made: list[tuple[Entry, Detail]] = []
    token = _gathered.set(made)
    try:
        yield
    finally:
        _gathered.reset(token)
    _write(made)


def _write(made: Sequence[tuple[Entry, Detail]]) -> None:
    with transaction.atomic(savepoint=False):
        bulk.write([row for row, _detail in made])
        for row, about in made:
            about.entry_id = row.pk
        bulk.write([about for _row, about in made])


def _row(
    entry: bulk.Stencil[Entry],
    detail: bulk.Stencil[Detail],
    who: Mapping[str, str],
    subject: Subject,
) -> tuple[Entry, Detail]:
    personal, salt = plain({"actor": who, "about": dict(subject.personal)}), new_salt()
    row = entry.row(
        subject_kind=subject.kind,
        subject_ref=subject.ref,
        values=plain(dict(subject.values)),
        detail_digest=detail_digest(salt, personal),
    )
    return row, detail.row(salt=salt, personal=personal)


def _who(actor: Actor) -> dict[str, str]:
    known = {"name": actor.name, "address": actor.address, "ip": actor.ip, "agent": actor.agent}
    return {key: value[:500] for key, value in known.items() if value}
