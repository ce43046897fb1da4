"""Brings published versions in: all ranks at one moment, then what explains each score."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery

from lorgnette.accounts import stirred
from lorgnette.accounts.models import Account
from lorgnette.activities import touched
from lorgnette.kernel import clock
from lorgnette.scoring import written
from lorgnette.scoring.at_once import raws
from lorgnette.scoring.definition import of_stored
from lorgnette.scoring.model import CHANGE_DAYS, Model, shown
from lorgnette.scoring.models import (
    BUILDING,
    LIVE,
    OLD,
    AccountScore,
    ScoreModel,
    ScoreVersion,
)
from lorgnette.scoring.rescore import CHUNK, rescore
from lorgnette.scoring.scores import primary, retire
from lorgnette.scoring.versions import mark_of, primary_id
from lorgnette.scoring.written import Line
from lorgnette.workspace.settings import current


def go_on() -> bool:
    """One step of what is left to do; no, if nothing is. One caller at a time.

    A process that dies in between leaves a whole version shown, and the next goes on from there.
    """
    latest = _latest()
    for version in latest:
        if version.state == BUILDING:
            _bring_in(version)
            return True
    if primary.go_on():
        return True
    for version in latest:
        if version.reached < version.last:
            _explain(version)
            return True
    return retire.clear()


def _latest() -> list[ScoreVersion]:
    """The newest version of each score in use, the primary one's first."""
    newest = ScoreVersion.objects.filter(model=OuterRef("model")).order_by("-number")
    rows = ScoreVersion.objects.filter(
        number=Subquery(newest.values("number")[:1]), model__retired_at=None
    )
    found = list(rows.order_by("model__place", "model"))
    first = primary_id()
    return sorted(found, key=lambda version: version.model_id != first)


def _bring_in(version: ScoreVersion) -> None:
    """Reads without holding anybody up; then all scores change in one transaction.

    An account that was scored in between is marked, to be scored once more.
    """
    today, model = clock.today(current().zone), of_stored(version.definition)
    noted, before = stirred.latest(), _scores()
    found = raws(model, [today, today - timedelta(days=CHANGE_DAYS)])
    with transaction.atomic():
        row = ScoreModel.objects.select_for_update().get(pk=version.model_id)
        if not row.versions.filter(pk=version.pk, state=BUILDING).exists():
            return
        after = _scores()
        changed = {pk for pk, score in after.items() if before.get(pk) != score}
        touched.mark(changed | (stirred.named_after(noted) & after.keys()))
        _write(row, version.number, _lines(after, found, model), today)
        row.versions.filter(state=LIVE).update(state=OLD)
        last = Account.objects.aggregate(last=Max("pk"))["last"] or 0
        row.versions.filter(pk=version.pk).update(state=LIVE, reached=0, last=last)
        ScoreModel.objects.filter(pk=row.pk).update(live=version.number)
        stirred.note(None)


def _scores() -> dict[int, tuple[object, ...]]:
    columns = ("pk", "day", "tenths", "change", "last_activity_at")
    return {row[0]: row[1:] for row in AccountScore.objects.order_by("pk").values_list(*columns)}


def _lines(ids: Iterable[int], found: Mapping[int, tuple[int, ...]], model: Model) -> list[Line]:
    lines = []
    for pk in ids:
        now, then = (shown(raw, model) for raw in found.get(pk, (0, 0)))
        lines.append((pk, now, now - then))
    return lines


def _write(row: ScoreModel, number: int, lines: list[Line], today: date) -> None:
    """Their weeks follow with the explanations."""
    if row.pk == primary_id():
        written.primary(lines, mark_of(row.pk, number), today)
    else:
        written.further(lines, row.pk, number, today)


def _explain(version: ScoreVersion) -> None:
    """The next accounts, with all that is told of their scores."""
    present = Account.objects.filter(gone_at=None, pk__gt=version.reached, pk__lte=version.last)
    ids = list(present.order_by("pk").values_list("pk", flat=True)[:CHUNK])
    rescore(ids, only=version.model_id)
    reached = ids[-1] if len(ids) == CHUNK else version.last
    ScoreVersion.objects.filter(pk=version.pk).update(reached=reached)
