"""Reads the model for those who administer it: its versions, and how far the latest has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lorgnette.accounts.models import Account
from lorgnette.scoring.checks import Draft
from lorgnette.scoring.definition import of_stored
from lorgnette.scoring.model import SHIPPED
from lorgnette.scoring.models import BUILDING, LIVE, ScoreVersion
from lorgnette.scoring.publish import FIRST_NAMES, ScoreVersionMissing
from lorgnette.scoring.versions import FIRST, THE_MODEL


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
    """What the latest version says, and all, newest first.

    `is_building`: its scores are being computed, the version before is shown. `explained` of
    `accounts` are told by it; both None once all are.
    """

    number: int
    draft: Draft
    versions: Sequence[VersionLine]
    is_building: bool
    explained: int | None
    accounts: int | None


_SHIPPED = VersionLine(FIRST, **FIRST_NAMES, published_at=None, published_by="", state=LIVE)


def published() -> Published:
    """As it is now."""
    rows = list(ScoreVersion.objects.filter(model=THE_MODEL).order_by("-number"))
    if not rows:
        return Published(FIRST, Draft(**FIRST_NAMES, model=SHIPPED), [_SHIPPED], False, None, None)
    latest = rows[0]
    explained, accounts = _progress(latest)
    return Published(
        number=latest.number,
        draft=_draft(latest),
        versions=[_line(row) for row in rows],
        is_building=latest.state == BUILDING,
        explained=explained,
        accounts=accounts,
    )


def draft_of(number: int) -> Draft:
    """What a version says. Raises `ScoreVersionMissing`."""
    row = ScoreVersion.objects.filter(model=THE_MODEL, number=number).first()
    if row is None:
        raise ScoreVersionMissing
    return _draft(row)


def _draft(row: ScoreVersion) -> Draft:
    return Draft(name_en=row.name_en, name_fr=row.name_fr, model=of_stored(row.definition))


def _progress(latest: ScoreVersion) -> tuple[int | None, int | None]:
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
