"""Finds what machines did among what came: the worker's work, before moments are looked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from lorgnette.accounts.models import Person
from lorgnette.activities import bots
from lorgnette.activities.arrivals import instant
from lorgnette.activities.bot_rules import AFTER, BEFORE, CLICK, OPEN, OWN, SECOND, Done, machines
from lorgnette.activities.machine_rules import rules
from lorgnette.activities.models import Activity, MachineRules, Unsifted
from lorgnette.kernel.among import Among
from lorgnette.kernel.portions import portions
from lorgnette.workspace.settings import current

ARRIVALS = 200
PEOPLE = 500
# So many activities are read at once; of somebody with more, some after another.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class _Change:
    """Between two instants something of this person came or went."""

    person_id: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Row:
    done: Done
    bot: str
    is_human: bool


def go_on() -> bool:
    """The oldest arrivals, and some people where all are looked at anew; no, if there is nothing.

    A process that dies in between looks at them again, with the same result.
    """
    found = list(Unsifted.objects.order_by("pk").values_list("pk", "spans")[:ARRIVALS])
    _sift(_changes(spans for _pk, spans in found))
    Unsifted.objects.filter(pk__in=[pk for pk, _spans in found]).delete()
    return _look_anew() or bool(found)


def _look_anew() -> bool:
    row = MachineRules.objects.filter(pk=1).exclude(reached=None).first()
    if row is None:
        return False
    people = Person.objects.filter(pk__gt=row.reached).order_by("pk")
    ids = list(people.values_list("pk", flat=True)[:PEOPLE])
    _sift([_Change(pk, instant(0), instant(10**18)) for pk in ids])
    again = MachineRules.objects.filter(pk=1, reached=row.reached, saved_at=row.saved_at)
    again.update(reached=ids[-1] if ids else None)
    return True


def _changes(told: Iterable[Sequence[Sequence[int | None]]]) -> list[_Change]:
    """One for each person, around all that is told of them."""
    spans: dict[int, tuple[int, int]] = {}
    for _account, person, first, last in (span for of_one in told for span in of_one):
        if person is not None:
            since, until = spans.get(person, (first, last))
            spans[person] = (min(since or 0, first or 0), max(until or 0, last or 0))
    return [_Change(pk, instant(a), instant(b + 1)) for pk, (a, b) in spans.items()]


def _sift(changes: Sequence[_Change]) -> None:
    for part in portions(sorted(changes, key=lambda one: one.since), PEOPLE):
        _together(part)


def _together(changes: Sequence[_Change]) -> None:
    """In one reading, or by halves where that is too much."""
    if not changes:
        return
    since, until = min(c.since for c in changes), max(c.until for c in changes)
    rows = _read([c.person_id for c in changes], since, until)
    if len(rows) <= MOST:
        _judge(rows, {change.person_id: change for change in changes})
    elif len(changes) > 1:
        half = len(changes) // 2
        _together(changes[:half])
        _together(changes[half:])
    else:
        _one_by_one(changes[0])


def _one_by_one(change: _Change) -> None:
    """Somebody did more than can be read at once: up to an instant, then from there on."""
    most = MOST
    while True:
        rows = _read([change.person_id], change.since, change.until, most)
        if len(rows) <= most:
            _judge(rows, {change.person_id: change})
            return
        known = rows[-1][1].done.at - AFTER - SECOND
        if known - BEFORE <= change.since:
            most *= 2
            continue
        _judge(rows, {change.person_id: replace(change, until=known - BEFORE)})
        change = replace(change, since=known)


def _read(
    person_ids: Sequence[int], since: datetime, until: datetime, most: int = 0
) -> list[tuple[int, _Row]]:
    """What the rules look at, in order of time; one more than `most`, or `MOST`, are too many."""
    looked_at = Q(follows=True) | Q(type__in=(OPEN, CLICK))
    found = Activity.objects.filter(looked_at, Among("person_id", person_ids))
    found = found.filter(at__gte=since - BEFORE - AFTER, at__lte=until + BEFORE + AFTER)
    columns = ("person_id", "bot", "human_at", "pk", "type", "at", "subject", "follows")
    rows = found.order_by("at", "pk").values_list(*columns)[: (most or MOST) + 1]
    return [
        (person, _Row(Done(*values), bot, human_at is not None))
        for person, bot, human_at, *values in rows
    ]


def _judge(rows: Sequence[tuple[int, _Row]], changes: Mapping[int, _Change]) -> None:
    """Those that the change can have made another: no further than the rules look."""
    burst, zone = rules().burst, ZoneInfo(current().zone)
    theirs: dict[int, list[_Row]] = defaultdict(list)
    for person, row in rows:
        theirs[person].append(row)
    wanted: dict[str, list[int]] = defaultdict(list)
    for person, done in theirs.items():
        found = machines((row.done for row in done), burst, zone)
        for row in done:
            reason = found.get(row.done.id, "")
            if _differs(row, reason) and _is_near(row, changes[person]):
                wanted[reason].append(row.done.id)
    for reason, ids in sorted(wanted.items()):
        for part in portions(ids):
            bots.judge(part, reason)


def _differs(row: _Row, reason: str) -> bool:
    return reason != row.bot and not row.is_human and row.bot in {"", *OWN}


def _is_near(row: _Row, change: _Change) -> bool:
    return change.since - AFTER <= row.done.at <= change.until + BEFORE
