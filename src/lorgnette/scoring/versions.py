"""Which versions of the scores' models scores are made by, and what a version says."""

from dataclasses import dataclass
from itertools import chain

from django.db import connection
from django.db.models import F

from lorgnette.scoring.definition import of_stored
from lorgnette.scoring.model import SHIPPED, Model
from lorgnette.scoring.models import ScoreModel, ScoreVersion

# The score that comes with the product, and its version: their rows are written once needed.
FIRST = 1
THE_MODEL = 1
# More than any score has versions.
_APART = 1_000_000

_HELD = "SELECT id FROM scoring_scoremodel ORDER BY id FOR SHARE"


@dataclass(frozen=True, slots=True)
class Live:
    """The version of a score that is shown, by its number, and its model."""

    number: int
    model: Model
    score: int = THE_MODEL
    is_primary: bool = True

    @property
    def mark(self) -> int:
        return mark_of(self.score, self.number)


def mark_of(score: int, number: int) -> int:
    """What stands for a version where the rows may be of any score.

    Of the score that comes with the product it is the number itself.
    """
    return (score - THE_MODEL) * _APART + number


def model_of(mark: int) -> Model:
    """What the version says that a mark stands for."""
    score, number = divmod(mark, _APART)
    row = ScoreVersion.objects.filter(model=score + THE_MODEL, number=number).first()
    return of_stored(row.definition) if row else SHIPPED


def primary_id() -> int:
    """The score that lists rank by first, and that mails and moments go by."""
    found = ScoreModel.objects.filter(is_primary=True).values_list("pk", flat=True).first()
    return found or THE_MODEL


def lives() -> list[Live]:
    """Those of all scores that are shown, as they are now: the primary one's first."""
    rows = ScoreVersion.objects.filter(number=F("model__live"), model__retired_at=None)
    found = list(rows.select_related("model").order_by("model__place", "model"))
    marked = (row.model_id for row in found if row.model.is_primary)
    first = (row.model_id for row in found if row.model_id == THE_MODEL)
    primary = next(chain(marked, first), None)
    made = [
        Live(row.number, of_stored(row.definition), row.model_id, row.model_id == primary)
        for row in found
    ]
    made.sort(key=lambda one: not one.is_primary)
    return made if primary else [Live(FIRST, SHIPPED), *made]


def live() -> Live:
    """That of the primary score."""
    return lives()[0]


def held() -> list[Live]:
    """As `lives`, and nothing else becomes live before the caller's transaction ends."""
    if connection.vendor == "postgresql":  # elsewhere, one writes at a time
        with connection.cursor() as cursor:
            cursor.execute(_HELD)
    return lives()
