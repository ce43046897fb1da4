"""The audit trail as a file: the events of a filter, line by line as they are read."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import islice
from typing import Any

from lorgnette.audit.trail import Event
from lorgnette.kernel.spreadsheets import as_text
from lorgnette.web.admin.audit.telling import Line, tell

FORMATS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
TOLD_AT_ONCE = 500

COLUMNS = (
    "entry",
    "at",
    "event",
    "sentence",
    "who",
    "who_kind",
    "who_address",
    "from_address",
    "browser",
    "about",
    "about_kind",
    "about_ref",
    "values",
    "personal",
)


def lines(events: Iterable[Event], form: str) -> Iterator[str]:
    """The file of the events, in the language that is active where it is read."""
    rows = (_row(event, line) for event, line in _told(events))
    return _csv(rows) if form == "csv" else _jsonl(rows)


def _told(events: Iterable[Event]) -> Iterator[tuple[Event, Line]]:
    rest = iter(events)
    while some := list(islice(rest, TOLD_AT_ONCE)):
        yield from zip(some, tell(some), strict=True)


def _row(event: Event, line: Line) -> dict[str, Any]:
    values = (
        event.seq,
        event.at.astimezone(UTC).isoformat(timespec="seconds"),
        event.verb,
        line.sentence,
        event.actor_name,
        event.actor_kind,
        event.actor_address,
        event.ip,
        event.agent,
        line.about,
        event.subject_kind,
        event.subject_ref,
        event.values,
        event.personal,
    )
    return dict(zip(COLUMNS, values, strict=True))


class _Echo:
    """What the CSV writer writes into: hands each line back."""

    def write(self, line: str) -> str:
        return line


def _csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Spreadsheet programs take a file without this mark for one in another alphabet.
    yield f"\ufeff{writer.writerow(COLUMNS)}"
    for row in rows:
        yield writer.writerow([_cell(value) for value in row.values()])


def _jsonl(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield f"{json.dumps(row, ensure_ascii=False)}\n"


def _cell(value: Any) -> str:
    if value in (None, {}):
        return ""
    return as_text(json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value))
