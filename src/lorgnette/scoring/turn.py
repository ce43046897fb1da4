"""Brings a published version in: all ranks at one moment, then what explains each score."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Max

from lorgnette.accounts import stirred
from lorgnette.accounts.models import Account
from lorgnette.activities import touched
from lorgnette.kernel import clock
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
from lorgnette.scoring.standings import raws
from lorgnette.scoring.versions import THE_MODEL
from lorgnette.workspace.settings import current

_SET = "SET tenths = {tenths}, change = {change}, weeks = '[]', version = %s, day = %s"
_EACH = f"UPDATE scoring_accountscore {_SET} WHERE account_id = %s"  # noqa: S608 (our own words)
_ALL = f"""
UPDATE scoring_accountscore AS score {_SET}
FROM unnest(%s::bigint[], %s::integer[], %s::integer[]) AS found(pk, tenths, change)
WHERE found.pk = score.account_id
"""  # noqa: S608


def go_on() -> bool:
    """One step of what is left to do; no, if nothing is. One caller at a time.

    A process that dies in between leaves a whole version shown, and the next goes on from there.
    """
    version = ScoreVersion.objects.filter(model=THE_MODEL).order_by("-number").first()
    if version is None:
        return False
    if version.state == BUILDING:
        _bring_in(version)
        return True
    return version.reached < version.last and _explain(version)


def _bring_in(version: ScoreVersion) -> None:
    """Reads without holding anybody up; then all scores change in one transaction.

    An account that was scored in between is marked, to be scored once more.
    """
    today, model = clock.today(current().zone), of_stored(version.definition)
    before = _scores()
    found = raws(model, [today, today - timedelta(days=CHANGE_DAYS)])
    with transaction.atomic():
        row = ScoreModel.objects.select_for_update().get(pk=THE_MODEL)
        if not row.versions.filter(pk=version.pk, state=BUILDING).exists():
            return
        after = _scores()
        touched.mark([pk for pk, score in after.items() if before.get(pk) != score])
        _write(_lines(after, found, model), version.number, today.isoformat())
        row.versions.filter(state=LIVE).update(state=OLD)
        last = Account.objects.aggregate(last=Max("pk"))["last"] or 0
        row.versions.filter(pk=version.pk).update(state=LIVE, reached=0, last=last)
        ScoreModel.objects.filter(pk=row.pk).update(live=version.number)
        stirred.note(None)


def _scores() -> dict[int, tuple[object, ...]]:
    columns = ("pk", "day", "tenths", "change", "last_activity_at")
    return {row[0]: row[1:] for row in AccountScore.objects.order_by("pk").values_list(*columns)}


def _lines(
    ids: Iterable[int], found: Mapping[int, tuple[int, ...]], model: Model
) -> list[tuple[int, int, int]]:
    """Account, tenths, change."""
    lines = []
    for pk in ids:
        now, then = (shown(raw, model) for raw in found.get(pk, (0, 0)))
        lines.append((pk, now, now - then))
    return lines


def _write(lines: list[tuple[int, int, int]], version: int, today: str) -> None:
    """Their weeks follow with the explanations."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*lines, strict=True)] or [[], [], []]
            statement = _ALL.format(tenths="found.tenths", change="found.change")
            cursor.execute(statement, [version, today, *columns])
        else:
            rows = [(tenths, change, version, today, pk) for pk, tenths, change in lines]
            cursor.executemany(_EACH.format(tenths="%s", change="%s"), rows)


def _explain(version: ScoreVersion) -> bool:
    """The next accounts, with all that is told of their scores."""
    present = Account.objects.filter(gone_at=None, pk__gt=version.reached, pk__lte=version.last)
    ids = list(present.order_by("pk").values_list("pk", flat=True)[:CHUNK])
    rescore(ids)
    reached = ids[-1] if len(ids) == CHUNK else version.last
    ScoreVersion.objects.filter(pk=version.pk).update(reached=reached)
    return True
