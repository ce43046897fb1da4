"""Reads the model for those who administer it: its versions, and how far the latest has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.accounts.models import Account
from lorgnette.scoring.checks import Draft
from lorgnette.scoring.definition import of_stored
from lorgnette.scoring.model import SHIPPED
from lorgnette.scoring.models import BUILDING, LIVE, ScoreModel, ScoreVersion
from lorgnette.scoring.publish import ScoreVersionMissing
from lorgnette.scoring.scores.rows import FIRST_NAMES, PRIMARY, ScoreMissing
from lorgnette.scoring.versions import FIRST, primary_id


@dataclass(frozen=True, slots=True)
class VersionLine:
    """`state` is building, live or old; `published_at` None: it came with the product."""

    number: int
    name_en: str
    name_fr: str
    published_at: datetime | None
    published_by: str
    state: str


@dataclass(frozen=True, slots=True)
class Published:
    """What a score's latest version says under the score's names, and all versions, newest first.

    `is_building`: its scores are being computed, the version before is shown. `explained` of
    `accounts` are told by it; both None once all are.
    """

    ref: str
    is_primary: bool
    number: int
    draft: Draft
    versions: Sequence[VersionLine]
    is_building: bool
    explained: int | None
    accounts: int | None


_SHIPPED_LINE = VersionLine(FIRST, **FIRST_NAMES, published_at=None, published_by="", state=LIVE)
_SHIPPED = Published(
    ref=PRIMARY,
    is_primary=True,
    number=FIRST,
    draft=Draft(**FIRST_NAMES, model=SHIPPED),
    versions=[_SHIPPED_LINE],
    is_building=False,
    explained=None,
    accounts=None,
)


def published(ref: str = PRIMARY) -> Published:
    """As it is now. Raises `ScoreMissing`."""
    primary = primary_id()
    row = _row(ref, primary)
    versions = list(row.versions.order_by("-number")) if row else []
    if row is None or not versions:
        return _SHIPPED
    newest = versions[0]
    explained, accounts = progress(newest)
    return Published(
        ref=row.public_id or PRIMARY,
        is_primary=row.pk == primary,
        number=newest.number,
        draft=Draft(
            name_en=row.name_en or newest.name_en,
            name_fr=row.name_fr or newest.name_fr,
            model=of_stored(newest.definition),
        ),
        versions=[_line(version) for version in versions],
        is_building=newest.state == BUILDING,
        explained=explained,
        accounts=accounts,
    )


def draft_of(number: int, ref: str = PRIMARY) -> Draft:
    """What a version says. Raises `ScoreMissing`, `ScoreVersionMissing`."""
    row = _row(ref, primary_id())
    version = row.versions.filter(number=number).first() if row else None
    if version is None:
        raise ScoreVersionMissing
    return _draft(version)


def _row(ref: str, primary: int) -> ScoreModel | None:
    """None for the primary one where its row is not written yet."""
    if ref == PRIMARY:
        return ScoreModel.objects.filter(pk=primary).first()
    row = ScoreModel.objects.filter(public_id=ref, retired_at=None).first()
    if row is None:
        raise ScoreMissing
    return row


def _draft(row: ScoreVersion) -> Draft:
    return Draft(name_en=row.name_en, name_fr=row.name_fr, model=of_stored(row.definition))


def progress(latest: ScoreVersion) -> tuple[int | None, int | None]:
    """How many accounts are explained by it, and of how many; None where nothing is to come."""
    if latest.state == BUILDING or latest.reached >= latest.last:
        return None, None
    wanted = Account.objects.filter(gone_at=None, pk__lte=latest.last)
    return wanted.filter(pk__lte=latest.reached).count(), wanted.count()


def _line(row: ScoreVersion) -> VersionLine:
    return VersionLine(
        number=row.number,
        name_en=row.name_en,
        name_fr=row.name_fr,
        published_at=row.published_at,
        published_by=row.published_by,
        state=row.state,
    )
