"""What the CRM page shows of a source and its last run, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from lorgnette.crm import runs
from lorgnette.crm.outcome import KindCount, Outcome, Shrunk
from lorgnette.crm.problems import ProblemLine
from lorgnette.crm.words import KIND_WORDS, SOURCE_WORDS, STATE_WORDS
from lorgnette.directory.sources import SourceInfo
from lorgnette.kernel.pagination import Page

FIRST_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class KindLine:
    """The numbers of one kind, named."""

    words: str
    count: KindCount


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A kind that is asked about; `gone` rows would count as gone."""

    words: str
    before: int
    now: int
    gone: int


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`where` is the file and the line in it."""

    where: str
    column: str
    words: str
    taken: bool


@dataclass(frozen=True, slots=True)
class RunCard:
    """`percent` is of the rows expected; `is_moving`: the page asks again in two seconds."""

    ref: str
    state: str
    state_words: str
    kind_words: str
    started_at: datetime
    finished_at: datetime | None
    is_moving: bool
    rows_read: int
    rows_expected: int
    percent: int
    kinds: tuple[KindLine, ...]
    held: tuple[HeldLine, ...]
    failure: str
    failure_passes: bool
    problem_count: int
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class SourceCard:
    """`run` is None where the source was never read."""

    ref: str
    name: str
    kind_words: str
    location: str
    synced_at: datetime | None
    run: RunCard | None


def source_card(source: SourceInfo) -> SourceCard:
    """The source with its last run."""
    run = runs.latest(source.ref)
    return SourceCard(
        ref=source.ref,
        name=source.name,
        kind_words=gettext(SOURCE_WORDS[source.kind]),
        location=source.location,
        synced_at=source.synced_at,
        run=_run_card(run) if run else None,
    )


def problem_lines(page: Page[ProblemLine]) -> tuple[RowProblem, ...]:
    """The problems of a page, in words."""
    return tuple(_problem(line) for line in page.rows)


def _run_card(run: Outcome) -> RunCard:
    is_moving = run.state in ("wanted", "running")
    first = runs.problems(run.ref, size=FIRST_PROBLEMS) if run.problems else None
    return RunCard(
        ref=run.ref,
        state=run.state,
        state_words=gettext(STATE_WORDS[run.state]),
        kind_words=gettext(KIND_WORDS[run.kind_now]) if run.kind_now else "",
        started_at=run.started_at,
        finished_at=run.finished_at,
        is_moving=is_moving,
        rows_read=run.rows_read,
        rows_expected=run.rows_expected,
        percent=min(100, 100 * run.rows_read // run.rows_expected) if run.rows_expected else 0,
        kinds=tuple(KindLine(gettext(KIND_WORDS[c.kind]), c) for c in run.counts),
        held=tuple(_held(shrunk) for shrunk in run.held) if run.state == "held" else (),
        failure=gettext(run.failure) % run.failure_values if run.failure else "",
        failure_passes=run.failure_passes,
        problem_count=run.problems,
        problems=problem_lines(first) if first and not is_moving else (),
    )


def _held(shrunk: Shrunk) -> HeldLine:
    return HeldLine(
        gettext(KIND_WORDS[shrunk.kind]), shrunk.before, shrunk.now, shrunk.before - shrunk.now
    )


def _problem(line: ProblemLine) -> RowProblem:
    where = line.file if line.line is None else f"{line.file}:{line.line}"
    return RowProblem(where, line.column, gettext(line.words) % line.values, line.taken)
