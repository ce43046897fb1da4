"""Takes over what a source gives: one run, told of from beginning to end."""

from collections.abc import Callable
from contextlib import suppress

from django.db import transaction
from django.db.models import Max, QuerySet

from lorgnette.accounts import stirred
from lorgnette.audit.record import record
from lorgnette.crm import problems, runs
from lorgnette.crm.claims import INTERRUPTED, Superseded, claim, end
from lorgnette.crm.connectors.registry import connect
from lorgnette.crm.contract import SourceFailure
from lorgnette.crm.heartbeat import beating
from lorgnette.crm.models import DONE, FAILED, HELD, SyncRun
from lorgnette.crm.outcome import Outcome, Progress
from lorgnette.crm.pull import Held, Pull
from lorgnette.directory.sources import SourceInfo, by_ref, mark_synced
from lorgnette.kernel.actor import SYSTEM, Actor
from lorgnette.scoring.rescore import rescore


def sync(
    source_ref: str,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    actor: Actor = SYSTEM,
) -> Outcome:
    """One run, or none where another one is at it (`state` "busy").

    Never raises for what is wrong with the source: that is a `failed` or `held` outcome.
    Raises `SourceMissing`.
    """
    source = by_ref(source_ref)
    run = _begun(source, actor)
    if run is None:
        return runs.busy(source_ref)
    pull = Pull(run, connect(source.kind, source.location), on_progress or _silent)
    try:
        _run(source, run, pull, actor)
    except Superseded:
        pass  # Its end is told by the process that has it now.
    except (Exception, KeyboardInterrupt) as error:
        _fail(source, run, actor, "broke" if isinstance(error, Exception) else INTERRUPTED)
        raise
    return runs.by_ref(run.public_id)


def _begun(source: SourceInfo, actor: Actor) -> SyncRun | None:
    with transaction.atomic():
        run = claim(source.id)
        if run is not None and actor != SYSTEM:
            _record(source, "sync.started", actor, run)
    return run


def _run(source: SourceInfo, run: SyncRun, pull: Pull, actor: Actor) -> None:
    try:
        with beating(run):
            pull.all()
            _rescore(run, pull)
    except Held as held:
        _hold(source, run, actor, held)
    except SourceFailure as failure:
        _fail(source, run, actor, failure.code, failure)
    else:
        _finish(source, run, actor)


def _rescore(run: SyncRun, pull: Pull) -> None:
    """What a run stored that did not come to its end is known now: then all scores are computed."""
    before = _before(run)
    last_done = before.filter(state=DONE).aggregate(pk=Max("pk"))["pk"] or 0
    if before.filter(pk__gt=last_done, rows_read__gt=0).exists():
        rescore(None)
    elif pull.account_ids:
        rescore(pull.account_ids)


def _finish(source: SourceInfo, run: SyncRun, actor: Actor) -> None:
    with transaction.atomic():
        end(run, DONE)
        mark_synced(source.id)
        problems.forget_old(source.id)
        moved = _moved(run)
        if moved:
            stirred.note(None)
        if actor != SYSTEM or moved or run.problems != _problems_before(run):
            _record(source, "sync.finished", actor, run, problems=run.problems, counts=moved)


def _hold(source: SourceInfo, run: SyncRun, actor: Actor, held: Held) -> None:
    kinds = {shrunk.kind: {"before": shrunk.before, "now": shrunk.now} for shrunk in held.kinds}
    with transaction.atomic():
        end(run, HELD, held_because=kinds)
        _record(source, "sync.held", actor, run, kinds=kinds)


def _fail(
    source: SourceInfo, run: SyncRun, actor: Actor, code: str, failure: SourceFailure | None = None
) -> None:
    with suppress(Superseded), transaction.atomic():
        end(
            run,
            FAILED,
            failure=code,
            failure_values=dict(failure.values) if failure else {},
            failure_passes=failure.passes if failure else True,
        )
        if actor != SYSTEM or code != _failure_before(run):
            _record(source, "sync.failed", actor, run, failure=code)


def _record(source: SourceInfo, verb: str, actor: Actor, run: SyncRun, **values: object) -> None:
    """What an administrator did, and what is another than the last time."""
    told = {"run": run.public_id, **values}
    record(verb, actor, subject_kind="source", subject_ref=source.ref, values=told)


def _before(run: SyncRun) -> QuerySet[SyncRun]:
    return SyncRun.objects.filter(source=run.source_id, pk__lt=run.pk).order_by("-pk")


def _problems_before(run: SyncRun) -> int | None:
    """None where no run came to its end before."""
    return _before(run).filter(state=DONE).values_list("problems", flat=True).first()


def _failure_before(run: SyncRun) -> str | None:
    return _before(run).values_list("failure", flat=True).first()


def _moved(run: SyncRun) -> dict[str, dict[str, int]]:
    """The kinds of which anything changed."""
    told = ("added", "changed", "gone")
    counts = {kind: {name: count[name] for name in told} for kind, count in run.counts.items()}
    return {kind: count for kind, count in counts.items() if any(count.values())}


def _silent(_progress: Progress) -> None:
    return None
