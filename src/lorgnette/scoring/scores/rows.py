"""The rows of the scores, for whoever changes them."""

from django.db.models import Max

from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.tokens import public_id
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.scoring.definition import stored
from lorgnette.scoring.model import SHIPPED
from lorgnette.scoring.models import LIVE, ScoreModel, ScoreVersion
from lorgnette.scoring.versions import FIRST, THE_MODEL

MOST_SCORES = 5
SUBJECT = "score_model"
# What an address may say for the primary score, whichever it is.
PRIMARY = "primary"
# The names of the version that comes with the product.
FIRST_NAMES = {"name_en": "Score", "name_fr": "Score"}


class ScoreMissing(Refusal):
    code = "score_missing"
    words = _("There is no such score.")
    status = 404


class TooManyScores(Refusal):
    code = "score_too_many"
    words = _("There are %(most)s scores already, the most there can be. Retire one of them.")
    status = 409


def held_rows() -> list[ScoreModel]:
    """All in their order, for the caller's transaction alone; among them the one that came with
    the product, with its version."""
    ScoreModel.objects.get_or_create(pk=THE_MODEL)
    rows = list(ScoreModel.objects.select_for_update().order_by("pk"))
    if not any(row.is_primary for row in rows):
        rows[0].is_primary = True
    rows[0].public_id = rows[0].public_id or public_id()
    rows[0].save(update_fields=["is_primary", "public_id"])
    first = {"definition": stored(SHIPPED), "state": LIVE} | FIRST_NAMES
    ScoreVersion.objects.get_or_create(model=rows[0], number=FIRST, defaults=first)
    return sorted(rows, key=lambda row: (row.place, row.pk))


def used(rows: list[ScoreModel]) -> list[ScoreModel]:
    """Without the retired ones."""
    return [row for row in rows if row.retired_at is None]


def row_of(rows: list[ScoreModel], ref: str) -> ScoreModel:
    """One of them. Raises `ScoreMissing`."""
    for row in rows:
        if row.public_id == ref or (row.is_primary and ref == PRIMARY):
            return row
    raise ScoreMissing


def check_room(rows: list[ScoreModel]) -> None:
    """Raises `TooManyScores`."""
    if len(used(rows)) >= MOST_SCORES:
        raise TooManyScores(most=MOST_SCORES)


def latest(row: ScoreModel) -> ScoreVersion:
    """The newest version of a score."""
    return row.versions.order_by("-number")[0]


def next_number(row: ScoreModel) -> int:
    """Of its next version."""
    return (row.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def name_of(row: ScoreModel) -> str:
    """In English, for the audit trail."""
    return row.name_en or latest(row).name_en
