"""Reads the runs of a source, asks for one, and answers one that is held."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from lorgnette.audit.record import record
from lorgnette.crm import problems as row_problems
from lorgnette.crm.contract import KINDS
from lorgnette.crm.models import DONE, HELD, LEFT, RUNNING, WANTED, SyncRun
from lorgnette.crm.outcome import KindCount, Outcome, Shrunk
from lorgnette.crm.problems import ProblemLine
from lorgnette.crm.words import WORDS
from lorgnette.directory.sources import by_ref as source_by_ref
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.pagination import Page
from lorgnette.kernel.portions import portions
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _


class RunMissing(Refusal):
    code = "run_missing"
    words = _("There is no synchronisation of that reference.")
    status = 404


class NothingToAnswer(Refusal):
    code = "nothing_to_answer"
    words = _("This synchronisation asks nothing any more.")
    status = 409


def latest(source_ref: str) -> Outcome | None:
    """The last run of the source, whatever its state."""
    return next(iter(recent(source_ref, limit=1)), None)


def recent(source_ref: str, limit: int = 10) -> list[Outcome]:
    """The last runs, newest first."""
    runs = SyncRun.objects.filter(source__public_id=source_ref)
    return [_outcome(run) for run in runs.order_by("-pk")[:limit]]


def by_ref(run_ref: str) -> Outcome:
    """Raises `RunMissing`."""
    return _outcome(_found(run_ref))


def problems(run_ref: str, cursor: str = "", size: int = 50) -> Page[ProblemLine]:
    """The rows that could not be taken, in the order they were met. Raises `RunMissing`."""
    return row_problems.lines(_found(run_ref).pk, cursor=cursor, size=size)


def unread_files(run_ref: str) -> list[str]:
    """Those of which nothing could be taken. Raises `RunMissing`."""
    return row_problems.unread(_found(run_ref).pk)


def ask(source_ref: str, actor: Actor) -> str:
    """Wants a run now; answers its ref, or that of the one under way. Raises `SourceMissing`."""
    source = source_by_ref(source_ref)
    with transaction.atomic():
        run_ref = _wanted(source.id, {})
        record("sync.asked", actor, subject_kind="source", subject_ref=source.ref)
    return run_ref


def answer(run_ref: str, actor: Actor, accept: bool) -> str:
    """Takes the smaller numbers for true and wants a run, or leaves what is mirrored.

    Answers the ref of the run that follows, or of this one. Raises `RunMissing`,
    `NothingToAnswer`.
    """
    with transaction.atomic():
        run = _found(run_ref)
        last = SyncRun.objects.filter(source=run.source_id).order_by("-pk").first()
        held = SyncRun.objects.filter(pk=run.pk, state=HELD)
        if last != run or not held.update(state=LEFT):
            raise NothingToAnswer
        values = {"run": run_ref, "accept": accept, "kinds": run.held_because}
        ref = run.source.public_id
        record("sync.answered", actor, subject_kind="source", subject_ref=ref, values=values)
        if not accept:
            return run_ref
        now = {kind: numbers["now"] for kind, numbers in run.held_because.items()}
        return _wanted(run.source_id, {**run.accepts, **now})


def prune(before: datetime) -> int:
    """Forgets runs that ended before, with their problems; how many.

    The last of each source stays, and the last that came to its end: what is next hangs on them.
    """
    by_source = SyncRun.objects.values("source").annotate(
        last=Max("pk"), done=Max("pk", filter=Q(state=DONE))
    )
    kept = {pk for row in by_source for pk in (row["last"], row["done"])}
    old = SyncRun.objects.filter(finished_at__lt=before).exclude(pk__in=kept - {None})
    ids = list(old.values_list("pk", flat=True))
    for part in portions(ids):
        SyncRun.objects.filter(pk__in=part).delete()
    return len(ids)


def busy(source_ref: str) -> Outcome:
    """The run that another process is at."""
    run = latest(source_ref)
    if run is None:
        raise RunMissing
    return replace(run, state="busy")


def _wanted(source_id: int, accepts: dict[str, int]) -> str:
    at = clock.now()
    try:
        with transaction.atomic():
            run = SyncRun.objects.create(
                source_id=source_id, state=WANTED, started_at=at, beat_at=at, accepts=accepts
            )
    except IntegrityError:
        run = SyncRun.objects.filter(source=source_id, state__in=[WANTED, RUNNING]).latest("pk")
    return run.public_id


def _found(run_ref: str) -> SyncRun:
    run = SyncRun.objects.filter(public_id=run_ref).select_related("source").first()
    if run is None:
        raise RunMissing
    return run


def _outcome(run: SyncRun) -> Outcome:
    held = run.held_because
    return Outcome(
        ref=run.public_id,
        state=run.state,
        started_at=run.started_at,
        finished_at=run.finished_at,
        kind_now=run.kind_now,
        rows_read=run.rows_read,
        rows_expected=run.rows_expected,
        counts=tuple(KindCount(**run.counts[kind]) for kind in KINDS if kind in run.counts),
        problems=run.problems,
        held=tuple(Shrunk(kind, **held[kind]) for kind in KINDS if kind in held),
        failure=WORDS[run.failure] if run.failure else "",
        failure_values=run.failure_values,
        failure_passes=run.failure_passes,
    )
