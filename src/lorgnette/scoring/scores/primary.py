"""Makes another score the primary one: asked for here, done by the worker at one moment."""

from django.db import connection, transaction
from django.db.models import Max

from lorgnette.accounts import stirred
from lorgnette.accounts.models import Account
from lorgnette.activities import touched
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.models import AccountScore, FurtherScore, ScoreModel
from lorgnette.scoring.scores.rows import SUBJECT, held_rows, name_of, row_of, used
from lorgnette.scoring.versions import mark_of

_COLUMNS = "day, tenths, change, weeks"
_KEEP = f"""
INSERT INTO scoring_furtherscore (account_id, model_id, version, {_COLUMNS})
SELECT account_id, %s, %s, {_COLUMNS} FROM scoring_accountscore
"""  # noqa: S608 (our own words)
_TAKE = """
UPDATE scoring_accountscore AS score
SET day = f.day, tenths = f.tenths, change = f.change, weeks = f.weeks, version = %s
FROM scoring_furtherscore AS f WHERE f.account_id = score.account_id AND f.model_id = %s
"""


class ScoreNotReady(Refusal):
    code = "score_not_ready"
    words = _("This score is still being computed. Nothing was changed; try again in a moment.")
    status = 409


def make_primary(actor: Actor, ref: str) -> None:
    """Lists rank by it from the moment when the worker is done with it.

    Raises `ScoreMissing`, `ScoreNotReady`.
    """
    with transaction.atomic():
        row = row_of(used(held_rows()), ref)
        if row.is_primary:
            return
        if not row.live:
            raise ScoreNotReady
        ScoreModel.objects.update(primary_asked_at=None)
        ScoreModel.objects.filter(pk=row.pk).update(primary_asked_at=clock.now())
        values = {"name": name_of(row)}
        record(
            "scoring.primary_chosen",
            actor,
            subject_kind=SUBJECT,
            subject_ref=row.public_id or "",
            values=values,
        )


def go_on() -> bool:
    """Changes the numbers of all accounts in one transaction, where that was asked for.

    What explains them follows as when a version is published.
    """
    if not ScoreModel.objects.filter(primary_asked_at__isnull=False).exists():
        return False
    with transaction.atomic():
        rows = held_rows()
        asked = next((row for row in used(rows) if row.primary_asked_at and row.live), None)
        before = next(row for row in rows if row.is_primary)
        if asked is not None and asked is not before:
            _change_numbers(before, asked)
            ScoreModel.objects.filter(pk=before.pk).update(is_primary=False)
            ScoreModel.objects.filter(pk=asked.pk).update(is_primary=True)
            last = Account.objects.aggregate(last=Max("pk"))["last"] or 0
            asked.versions.filter(number=asked.live).update(reached=0, last=last)
            stirred.note(None)
        ScoreModel.objects.update(primary_asked_at=None)
    return True


def _change_numbers(before: ScoreModel, after: ScoreModel) -> None:
    """The two tables change places; what one of them lacks is scored once more."""
    mark = mark_of(after.pk, after.live)
    FurtherScore.objects.filter(model=before).delete()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [before.pk, before.live])
        cursor.execute(_TAKE, [mark, after.pk])
    FurtherScore.objects.filter(model=after).delete()
    lacking = AccountScore.objects.exclude(version=mark)
    touched.mark(list(lacking.values_list("pk", flat=True)))
    lacking.update(tenths=0, change=0, weeks=[], version=mark)
