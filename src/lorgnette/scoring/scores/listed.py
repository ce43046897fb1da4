"""All scores for those who administer them, and how far the latest version of each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from lorgnette.scoring.models import BUILDING, ScoreModel, ScoreVersion
from lorgnette.scoring.published import progress
from lorgnette.scoring.scores.rows import FIRST_NAMES, MOST_SCORES, PRIMARY
from lorgnette.scoring.versions import FIRST, primary_id


@dataclass(frozen=True, slots=True)
class ListedScore:
    """`number` is the latest version; `published_at` None: it came with the product.

    `explained` of `accounts` are told by it; both None once all are. `is_asked`: it is about to
    become the primary one.
    """

    ref: str
    name_en: str
    name_fr: str
    is_primary: bool
    is_asked: bool
    number: int
    published_at: datetime | None
    published_by: str
    is_building: bool
    explained: int | None
    accounts: int | None
    retired_at: datetime | None

    @property
    def is_moving(self) -> bool:
        """Something about it is still to come."""
        return self.is_asked or self.is_building or self.explained is not None


@dataclass(frozen=True, slots=True)
class Scores:
    """In their order. `has_room` for another."""

    used: Sequence[ListedScore]
    retired: Sequence[ListedScore]

    @property
    def has_room(self) -> bool:
        return len(self.used) < MOST_SCORES


_SHIPPED = ListedScore(
    ref=PRIMARY,
    **FIRST_NAMES,
    is_primary=True,
    is_asked=False,
    number=FIRST,
    published_at=None,
    published_by="",
    is_building=False,
    explained=None,
    accounts=None,
    retired_at=None,
)


def listed_scores() -> Scores:
    """As they are now."""
    newest = ScoreVersion.objects.filter(model=OuterRef("model")).order_by("-number")
    rows = ScoreVersion.objects.filter(number=Subquery(newest.values("number")[:1]))
    primary = primary_id()
    found = [
        _listed(row.model, row, primary)
        for row in rows.select_related("model").order_by("model__place", "model")
    ]
    retired = [one for one in found if one.retired_at]
    return Scores(
        used=[one for one in found if not one.retired_at] or [_SHIPPED],
        retired=retired,
    )


def _listed(model: ScoreModel, row: ScoreVersion, primary: int) -> ListedScore:
    explained, accounts = (None, None) if model.retired_at else progress(row)
    return ListedScore(
        ref=model.public_id or PRIMARY,
        name_en=model.name_en or row.name_en,
        name_fr=model.name_fr or row.name_fr,
        is_primary=model.pk == primary,
        is_asked=model.primary_asked_at is not None,
        number=row.number,
        published_at=row.published_at,
        published_by=row.published_by,
        is_building=row.state == BUILDING and model.retired_at is None,
        explained=explained,
        accounts=accounts,
        retired_at=model.retired_at,
    )
