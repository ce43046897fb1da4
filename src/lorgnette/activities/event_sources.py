"""The sources of events: an administrator makes, changes, switches and re-keys them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from lorgnette.activities.event_rules import DEFAULTS, MOST_RULES, Rule, stored
from lorgnette.activities.models import EventSource, SourceKey
from lorgnette.activities.source_keys import new_key
from lorgnette.audit.record import record
from lorgnette.directory.models import Source
from lorgnette.directory.sources import EVENTS
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

MOST_OVERLAP_DAYS = 90
DEFAULT_OVERLAP_DAYS = 7
# The fields that `change` takes, and between what each must be; limit_minute may be None too.
BOUNDS = {
    "limit_minute": (1, 10_000_000),
    "back_days": (1, 3650),
    "anonymous_days": (1, 3650),
    "dead_days": (1, 3650),
}


class EventSourceMissing(Refusal):
    code = "event_source_missing"
    words = _("There is no event source of that reference.")
    status = 404


class NameNeeded(Refusal):
    code = "event_source_name_needed"
    words = _("Give the source a name of at most 200 letters.")


class NameTaken(Refusal):
    code = "event_source_name_taken"
    words = _("Another source is called “%(name)s”.")
    status = 409


class OutOfBounds(Refusal):
    code = "event_source_out_of_bounds"
    words = _("Enter a whole number from %(least)s to %(most)s.")


class TooManyRules(Refusal):
    code = "event_source_too_many_rules"
    words = _("At most %(most)s rules are possible.")


@dataclass(frozen=True, slots=True)
class WithKey:
    """The source's reference, and its new key: shown once, kept nowhere."""

    ref: str
    key: str


def create(actor: Actor, name: str) -> WithKey:
    """Another source, with its first key. Raises `NameNeeded` or `NameTaken`."""
    wanted, at = _name(name), clock.now()
    with transaction.atomic():
        _free(wanted)
        source = Source.objects.create(kind=EVENTS, name=wanted, location="", created_at=at)
        row = EventSource.objects.create(
            source=source,
            back_days=400,
            anonymous_days=90,
            dead_days=30,
            rules=stored(DEFAULTS),
        )
        key = new_key(row, at)
        _record("source.created", actor, row, {"name": wanted})
    return WithKey(row.public_id, key)


def rotate(actor: Actor, ref: str, overlap_days: int = DEFAULT_OVERLAP_DAYS) -> WithKey:
    """A new key; those before work for so many days more, 0: not any more.

    Raises `EventSourceMissing` or `OutOfBounds`.
    """
    if not 0 <= overlap_days <= MOST_OVERLAP_DAYS:
        raise OutOfBounds("overlap_days", least=0, most=MOST_OVERLAP_DAYS)
    at = clock.now()
    with transaction.atomic():
        row = _locked(ref)
        ends_at = at + timedelta(days=overlap_days)
        old = SourceKey.objects.filter(source=row)
        old.filter(ends_at=None).update(ends_at=ends_at)
        old.filter(ends_at__gt=ends_at).update(ends_at=ends_at)
        key = new_key(row, at)
        _record("source.rotated", actor, row, {"days": overlap_days})
    return WithKey(row.public_id, key)


def change(actor: Actor, ref: str, *, name: str, **limits: int | None) -> None:
    """Its name and the fields of `BOUNDS`. Raises a refusal above."""
    wanted = {"name": _name(name)} | {key: _bounded(key, n) for key, n in limits.items()}
    with transaction.atomic():
        row = _locked(ref)
        if wanted["name"] != row.source.name:
            _free(str(wanted["name"]))
        old = {"name": row.source.name} | {key: getattr(row, key) for key in limits}
        moved = {k: {"old": old[k], "new": v} for k, v in wanted.items() if old[k] != v}
        if not moved:
            return
        Source.objects.filter(pk=row.source_id).update(name=wanted["name"])
        EventSource.objects.filter(pk=row.pk).update(**{key: wanted[key] for key in limits})
        _record("source.changed", actor, row, moved)


def set_rules(actor: Actor, ref: str, rules: Sequence[Rule]) -> None:
    """For what comes from now on. Raises `EventSourceMissing` or `TooManyRules`."""
    if len(rules) > MOST_RULES:
        raise TooManyRules("rules", most=MOST_RULES)
    with transaction.atomic():
        row, new = _locked(ref), stored(rules)
        if new == row.rules:
            return
        count = {"old": len(row.rules), "new": len(new)}
        EventSource.objects.filter(pk=row.pk).update(rules=new)
        _record("source.rules_changed", actor, row, {"rules": count})


def switch(actor: Actor, ref: str, *, on: bool) -> bool:
    """Takes its events again, or no more; no, if it was so already. Raises `EventSourceMissing`."""
    with transaction.atomic():
        row = _locked(ref)
        if (row.disabled_at is None) == on:
            return False
        EventSource.objects.filter(pk=row.pk).update(disabled_at=None if on else clock.now())
        _record("source.enabled" if on else "source.disabled", actor, row, {})
    return True


def _locked(ref: str) -> EventSource:
    rows = EventSource.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("source").filter(public_id=ref).first()
    if row is None:
        raise EventSourceMissing
    return row


def _name(name: str) -> str:
    wanted = " ".join(name.replace("\0", "").split())
    if not 0 < len(wanted) <= 200:
        raise NameNeeded("name")
    return wanted


def _free(name: str) -> None:
    if Source.objects.filter(kind=EVENTS, name__iexact=name).exists():
        raise NameTaken("name", name=name)


def _bounded(key: str, number: int | None) -> int | None:
    least, most = BOUNDS[key]
    if number is None and key == "limit_minute":
        return None
    if number is None or not least <= number <= most:
        raise OutOfBounds(key, least=least, most=most)
    return number


def _record(verb: str, actor: Actor, row: EventSource, values: Mapping[str, Any]) -> None:
    told = {"name": row.source.name, **values}
    record(verb, actor, subject_kind="event_source", subject_ref=row.public_id, values=told)
