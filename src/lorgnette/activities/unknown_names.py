"""Remembers what track calls no rule knew, so that somebody can make one."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from lorgnette.activities.models import EventSource

MOST = 50


def remember(row: EventSource, names: Iterable[str], at: datetime) -> bool:
    """On the row, which the caller saves; no, where there is nothing new."""
    counts = Counter(names)
    if not counts:
        return False
    known = dict(row.unknown or {})
    for name, count in counts.items():
        key = name[:200]
        known[key] = [known.get(key, [0])[0] + count, at.isoformat(timespec="seconds")]
    latest = sorted(known, key=lambda key: known[key][1], reverse=True)[:MOST]
    row.unknown = {key: known[key] for key in latest}
    return True
