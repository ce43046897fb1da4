"""What a machine did, by when it was done: a function of what there is, in whatever order it came.

Pure. It looks no further around an activity than `BEFORE` and `AFTER`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

BURST, LINKS, SCANNER = "burst", "links", "scanner"
# What these rules say, and take back; other reasons are said of an event when it comes.
OWN = frozenset((BURST, LINKS, SCANNER))
OPEN, CLICK = "email.open", "email.click"
SECOND = timedelta(seconds=1)
# So many links of mails within a second: whoever follows them all does not read.
MANY_LINKS = 3
# A click that its mail is opened so shortly after, and was not in so long before.
OPENED_AFTER, NOT_OPENED_BEFORE = timedelta(seconds=10), timedelta(hours=1)
BEFORE, AFTER = NOT_OPENED_BEFORE, OPENED_AFTER
SHIPPED_BURST = 10


@dataclass(frozen=True, slots=True)
class Done:
    """An activity of one person; `is_event`: an SDK told of it, with a time of its own."""

    id: int
    type: str
    at: datetime
    subject: str = ""
    is_event: bool = True


def machines(done: Iterable[Done], burst: int | None, zone: ZoneInfo) -> dict[int, str]:
    """The reasons of those that a machine did, by id; of several the one that says the most."""
    rows = sorted(done, key=lambda row: (row.at, row.id))
    found = dict.fromkeys(_bursts(rows, burst, zone), BURST)
    found |= dict.fromkeys(_before_open(rows), SCANNER)
    clicks = [row for row in rows if row.type == CLICK and not _is_day(row.at, zone)]
    return found | dict.fromkeys(_at_once(clicks, MANY_LINKS), LINKS)


def _bursts(rows: Sequence[Done], burst: int | None, zone: ZoneInfo) -> set[int]:
    if burst is None:
        return set()
    return _at_once([r for r in rows if r.is_event and not _is_day(r.at, zone)], burst)


def _is_day(at: datetime, zone: ZoneInfo) -> bool:
    """A time that is a day in truth: many sources know no better."""
    midnight = time(0)
    return at.time() == midnight or at.astimezone(zone).time() == midnight


def _at_once(rows: Sequence[Done], least: int) -> set[int]:
    """Each that is among `least` within a second; in order of time."""
    found: set[int] = set()
    for last in range(least - 1, len(rows)):
        first = last - least + 1
        if rows[last].at - rows[first].at < SECOND:
            found.update(row.id for row in rows[first : last + 1])
    return found


def _before_open(rows: Sequence[Done]) -> set[int]:
    """Links followed before their mail was opened: what checks mails does so."""
    opened: dict[str, list[datetime]] = defaultdict(list)
    for row in rows:
        if row.type == OPEN and row.subject:
            opened[row.subject].append(row.at)
    return {
        row.id
        for row in rows
        if row.type == CLICK and row.subject and _is_early(row.at, opened.get(row.subject, ()))
    }


def _is_early(click: datetime, opens: Sequence[datetime]) -> bool:
    if any(click - NOT_OPENED_BEFORE <= at <= click for at in opens):
        return False
    return any(click < at <= click + OPENED_AFTER for at in opens)
