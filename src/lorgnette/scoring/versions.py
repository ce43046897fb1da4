"""Which version of the model scores are made by, and what a version says."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from lorgnette.scoring.definition import of_stored
from lorgnette.scoring.model import SHIPPED, Model
from lorgnette.scoring.models import ScoreVersion

# The one that comes with the product; its row is written once there is a second.
FIRST = 1
THE_MODEL = 1

_HELD = "SELECT live FROM scoring_scoremodel WHERE id = %s FOR SHARE"


@dataclass(frozen=True, slots=True)
class Live:
    """The version that is shown, by its number, and its model."""

    number: int
    model: Model


def live() -> Live:
    """As it is now."""
    row = ScoreVersion.objects.filter(model=THE_MODEL, number=F("model__live")).first()
    return Live(row.number, of_stored(row.definition)) if row else Live(FIRST, SHIPPED)


def held() -> Live:
    """The same, and no other becomes live before the caller's transaction ends."""
    if connection.vendor == "postgresql":  # elsewhere, one writes at a time
        with connection.cursor() as cursor:
            cursor.execute(_HELD, [THE_MODEL])
    return live()


def model_of(number: int) -> Model:
    """What a version says."""
    row = ScoreVersion.objects.filter(model=THE_MODEL, number=number).first()
    return of_stored(row.definition) if row else SHIPPED
