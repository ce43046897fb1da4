"""Finds the moments in what came among the activities: the worker's work, within seconds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from lorgnette.accounts import stirred
from lorgnette.activities import arrivals
from lorgnette.activities.arrivals import Span
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.scoring.moments import turn
from lorgnette.scoring.moments.definition import ACCOUNT, PERSON, SCOPES
from lorgnette.scoring.moments.evaluate import Changed, Writes, after
from lorgnette.scoring.moments.models import LIVE
from lorgnette.scoring.moments.versions import Followed, followed

ARRIVALS = 200
SUBJECTS = 500
# A change further back than this is late.
LATE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class _Group:
    """People or accounts whose changes lie near one another."""

    subjects: Sequence[int]
    changed: Changed


def follow(limit: int = ARRIVALS) -> bool:
    """Takes the oldest arrivals, with what comes of them; no, if there was none.

    Arrivals go in the transaction that writes the moments: a process that dies leaves both undone.
    """
    number = turn.present()
    told = arrivals.waiting(limit)
    if not told.ids:
        return False
    versions, writes = followed(), Writes()
    for scope in SCOPES:
        ours = [one for one in versions if one.scope == scope]
        for group in _groups(scope, told.spans) if ours else ():
            writes.add(_of_group(scope, ours, group))
    with turn.taken(number):
        arrivals.done(told)
        turn.write(writes)
        stirred.note(writes.accounts)
    return True


def _of_group(scope: str, versions: Sequence[Followed], group: _Group) -> Writes:
    """Those that are live look together; one that is building, at those it has been at."""
    writes = Writes()
    live = [one.version for one in versions if one.state == LIVE]
    if live:
        writes.add(after(live, scope, group.subjects, group.changed))
    for one in versions:
        done = [pk for pk in group.subjects if pk <= one.reached]
        if one.state != LIVE and done:
            writes.add(after([one.version], scope, done, group.changed))
    return writes


def _groups(scope: str, spans: Sequence[Span]) -> Iterator[_Group]:
    """What is late is looked at apart: one late event does not make all others slow.

    An account may hold a million activities: one that is late is read alone, and no further than
    it must be.
    """
    changes = _changes(scope, spans)
    recent = clock.now() - LATE
    lately = sorted(pk for pk, change in changes.items() if change.since > recent)
    late = sorted(changes.keys() - set(lately))
    one_by_one = 1 if scope == ACCOUNT else SUBJECTS
    for subjects, size in ((lately, SUBJECTS), (late, one_by_one)):
        for part in portions(subjects, size):
            yield _Group(part, _around([changes[pk] for pk in part]))


def _changes(scope: str, spans: Sequence[Span]) -> dict[int, Changed]:
    found: dict[int, Changed] = {}
    for span in spans:
        pk = span.person_id if scope == PERSON else span.account_id
        if pk is not None:
            change = Changed(span.since, span.until)
            found[pk] = _around([found[pk], change]) if pk in found else change
    return found


def _around(changes: Sequence[Changed]) -> Changed:
    since, until = min(one.since for one in changes), max(one.until for one in changes)
    return Changed(since, until)
