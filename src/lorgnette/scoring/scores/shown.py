"""The scores that pages show, in the order in which an administrator put them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from lorgnette.scoring.models import ScoreVersion
from lorgnette.scoring.scores.rows import FIRST_NAMES, PRIMARY
from lorgnette.scoring.versions import THE_MODEL


@dataclass(frozen=True, slots=True)
class Score:
    """`id` is that of its model."""

    id: int
    ref: str
    name_en: str
    name_fr: str
    is_primary: bool


_SHIPPED = Score(THE_MODEL, PRIMARY, **FIRST_NAMES, is_primary=True)


def scores() -> list[Score]:
    """In one query; one that is retired or not computed yet is not among them."""
    shown = ScoreVersion.objects.filter(number=F("model__live"), model__retired_at=None)
    rows = list(shown.select_related("model").order_by("model__place", "model"))
    primary = next((row.model_id for row in rows if row.model.is_primary), THE_MODEL)
    return [_score(row, is_primary=row.model_id == primary) for row in rows] or [_SHIPPED]


def further_of(shown: Sequence[Score], ref: str) -> Score | None:
    """Of those, the one of this ref; None is the primary one: what any other ref stands for."""
    return next((one for one in shown if one.ref == ref and not one.is_primary), None)


def _score(row: ScoreVersion, *, is_primary: bool) -> Score:
    model = row.model
    return Score(
        id=model.pk,
        ref=model.public_id or PRIMARY,
        name_en=model.name_en or row.name_en,
        name_fr=model.name_fr or row.name_fr,
        is_primary=is_primary,
    )
