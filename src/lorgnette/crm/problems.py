"""The rows of a run that could not be taken as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lorgnette.crm.contract import Problem
from lorgnette.crm.models import RowProblem, SyncRun
from lorgnette.crm.words import WORDS
from lorgnette.kernel.pagination import Page, page_of

# All are counted; a file that is wrong in every row need not be told of row by row.
MOST_KEPT = 5_000
RUNS_KEPT = 5
# With one of these nothing of the file was taken.
WHOLE_FILE = ("file_unreadable", "file_not_utf8", "file_empty", "column_missing")


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """`words` is an English sentence of the catalogue, filled from `values` after translation.

    `line` counts from 1 as an editor does; None where the whole file is meant. `taken`: the row
    was taken all the same, without the value.
    """

    file: str
    line: int | None
    column: str
    code: str
    words: str
    values: Mapping[str, object]
    taken: bool


def keep(run: SyncRun, problems: Iterable[Problem], room: int) -> None:
    """Stores the first `room` of them, in the caller's transaction."""
    rows = [_row(run, problem) for _place, problem in zip(range(room), problems, strict=False)]
    RowProblem.objects.bulk_create(rows)


def forget_old(source_id: int) -> None:
    """Only the last runs' problems are kept."""
    runs = SyncRun.objects.filter(source=source_id).order_by("-pk")
    oldest = runs.values_list("pk", flat=True)[RUNS_KEPT - 1 : RUNS_KEPT].first()
    if oldest is not None:
        RowProblem.objects.filter(run__source=source_id, run__lt=oldest).delete()


def unread(run_id: int) -> list[str]:
    """The files of which nothing could be taken."""
    rows = RowProblem.objects.filter(run=run_id, code__in=WHOLE_FILE, taken=False)
    return sorted(set(rows.values_list("file", flat=True)))


def lines(run_id: int, *, cursor: str, size: int) -> Page[ProblemLine]:
    """A page of them, in the order they were met."""
    page = page_of(RowProblem.objects.filter(run=run_id), ["pk"], size=size, cursor=cursor)
    return Page(rows=[_line(r) for r in page.rows], next=page.next, previous=page.previous)


def _line(row: RowProblem) -> ProblemLine:
    return ProblemLine(
        file=row.file,
        line=row.line,
        column=row.column,
        code=row.code,
        words=WORDS[row.code],
        values=row.values,
        taken=row.taken,
    )


def _row(run: SyncRun, problem: Problem) -> RowProblem:
    return RowProblem(
        run=run,
        file=problem.file[:200],
        line=problem.line,
        column=problem.column[:100],
        code=problem.code,
        values={name: _plain(value) for name, value in problem.values.items()},
        taken=problem.taken,
    )


def _plain(value: object) -> Any:
    """What both engines can keep: PostgreSQL has no NUL, UTF-8 no lone surrogate."""
    if isinstance(value, int):
        return value
    return "".join(c if c.isprintable() else "\ufffd" for c in str(value)[:200])
