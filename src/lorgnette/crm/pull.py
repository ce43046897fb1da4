"""Pulls the rows of one source, kind by kind, about a thousand a transaction."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction

from lorgnette.crm import hand_down, problems
from lorgnette.crm.claims import beat
from lorgnette.crm.contract import KINDS, Connector, Problem, Row, TeamRow
from lorgnette.crm.guard import GUARDED, shrunk
from lorgnette.crm.hand_down import Into, Taken
from lorgnette.crm.hand_down_activities import activities
from lorgnette.crm.models import SyncRun
from lorgnette.crm.outcome import KindCount, Progress, Shrunk
from lorgnette.crm.pace import Pace

# So many new rows change how a table is best looked into.
MANY = 5_000
DUPLICATE = "duplicate_id"

TAKERS: dict[str, Callable[[Into, Any], Taken]] = {
    "users": hand_down.users,
    "accounts": hand_down.accounts,
    "contacts": hand_down.contacts,
    "opportunities": hand_down.opportunities,
    "account_team": hand_down.account_team,
    "activities": activities,
}


class Held(Exception):
    """The source gives alarmingly few rows; somebody has to say whether that is true."""

    def __init__(self, kinds: tuple[Shrunk, ...]) -> None:
        super().__init__()
        self.kinds = kinds


class Pull:
    """One run's way through a source. `account_ids` gathers whose score may be another."""

    def __init__(
        self, run: SyncRun, connector: Connector, on_progress: Callable[[Progress], None]
    ) -> None:
        self._run = run
        self._connector = connector
        self._on_progress = on_progress
        self._into = Into(run.source_id, run.started_at, connector.place)
        self._counts: dict[str, KindCount] = {}
        self.account_ids: set[int] = set()

    def all(self) -> None:
        """Raises `Held`, `SourceFailure` or `Superseded`."""
        self._connector.check()
        now = {kind: self._connector.count(kind) for kind in KINDS}
        before = {kind: hand_down.count_present(kind, self._run.source_id) for kind in KINDS}
        self._counts = {kind: KindCount(kind, before=before[kind]) for kind in KINDS}
        beat(self._run, rows_expected=sum(number or 0 for number in now.values()))
        self._ask_about({kind: now[kind] for kind in GUARDED})
        for kind in KINDS:
            self._kind(kind)

    def _kind(self, kind: str) -> None:
        given, pace = _Given(kind), Pace()
        self._into = replace(self._into, absent=self._connector.absent(kind))
        for portion in pace.portions(self._connector.rows(kind)):
            self._portion(kind, given, portion, pace)
        if self._counts[kind].added >= MANY:
            hand_down.learn(kind)
        if kind in GUARDED and not given.incomplete:
            # The source may have changed since its rows were counted.
            self._ask_about({kind: len(given)})
            with transaction.atomic():
                beat(self._run)
                gone = hand_down.mark_gone(kind, self._into, given.__contains__)
                self._count(kind, gone=gone)

    def _ask_about(self, now: dict[str, int | None]) -> None:
        before = {kind: count.before for kind, count in self._counts.items()}
        held = shrunk(before, now, self._run.accepts)
        if held:
            raise Held(held)

    def _portion(
        self, kind: str, given: "_Given", portion: Sequence[Row | Problem], pace: Pace
    ) -> None:
        rows, met = given.sorted(portion, self._connector.place(kind))
        with transaction.atomic(), pace.timed():
            # First of all: a process that was taken over writes nothing more.
            beat(self._run, kind_now=kind, rows_read=self._run.rows_read + given.read)
            taken = TAKERS[kind](self._into, rows) if rows else Taken()
            met += taken.problems
            problems.keep(self._run, met, problems.MOST_KEPT - self._run.problems)
            self._count(
                kind, given=len(rows), refused=given.refused, taken=taken, problems=len(met)
            )
        self.account_ids |= taken.account_ids
        self._on_progress(Progress(kind, self._run.rows_read, self._run.rows_expected))

    def _count(
        self,
        kind: str,
        *,
        given: int = 0,
        refused: int = 0,
        gone: int = 0,
        taken: Taken | None = None,
        problems: int = 0,
    ) -> None:
        count, done = self._counts[kind], taken or Taken()
        self._counts[kind] = replace(
            count,
            given=count.given + given + refused,
            added=count.added + done.added,
            changed=count.changed + done.changed,
            same=count.same + done.same,
            refused=count.refused + refused + done.refused,
            gone=count.gone + gone,
        )
        counts = {name: asdict(number) for name, number in self._counts.items()}
        beat(self._run, counts=counts, problems=self._run.problems + problems)


class _Given:
    """The keys of one kind that the source gave, as hashes: some 100 bytes each.

    `read` and `refused` count the rows of the portion last sorted.
    """

    def __init__(self, kind: str) -> None:
        self._is_guarded = kind in GUARDED
        self._keys: set[int] = set()
        self._refused_keys: set[str] = set()
        self.incomplete = False
        self.read = self.refused = 0

    def __contains__(self, key: str) -> bool:
        return hash(key) in self._keys or key in self._refused_keys

    def __len__(self) -> int:
        return len(self._keys) + sum(hash(key) not in self._keys for key in self._refused_keys)

    def sorted(
        self, portion: Sequence[Row | Problem], place: str
    ) -> tuple[list[Row], list[Problem]]:
        """The rows that are the first of their key, and the problems met."""
        rows: list[Row] = []
        met: list[Problem] = []
        for item in portion:
            if isinstance(item, Problem):
                self._note(item)
                met.append(item)
            elif self._is_new(item):
                rows.append(item)
            else:
                met.append(_duplicate(item, place))
        refused_lines = {problem.line for problem in met if not problem.taken}
        twice = sum(problem.code == DUPLICATE for problem in met)
        self.refused = len(refused_lines - {None})
        # Repeated rows were not expected: `Connector.count` counts distinct ones.
        self.read = len(rows) + self.refused - twice
        return rows, met

    def _note(self, problem: Problem) -> None:
        self.incomplete = self.incomplete or problem.incomplete
        if problem.row_id and not problem.taken and self._is_guarded:
            self._refused_keys.add(problem.row_id)

    def _is_new(self, row: Row) -> bool:
        if not self._is_guarded:
            return True
        key, before = hash(_key(row)), len(self._keys)
        self._keys.add(key)
        return len(self._keys) > before


def _key(row: Row) -> str:
    return f"{row.account_id}\n{row.user_id}" if isinstance(row, TeamRow) else row.id


def _duplicate(row: Row, place: str) -> Problem:
    values = {"id": _key(row).replace("\n", ", ")}
    return Problem(file=place, code=DUPLICATE, line=row.line, values=values)
