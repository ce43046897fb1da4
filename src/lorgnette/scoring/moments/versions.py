"""The versions that are followed as activities come: those shown, and those being found."""

from dataclasses import dataclass

from lorgnette.scoring.moments.definition import of_stored
from lorgnette.scoring.moments.evaluate import Version
from lorgnette.scoring.moments.models import BUILDING, LIVE, MomentVersion


@dataclass(frozen=True, slots=True)
class Followed:
    """A version, and how far it has come: `reached` is the highest id it has been at."""

    version: Version
    scope: str
    state: str
    reached: int


def followed() -> list[Followed]:
    """All of them, as they stand; the first of the list last, so that its moments come on top."""
    rows = MomentVersion.objects.filter(state__in=(LIVE, BUILDING)).order_by("-rule__place")
    return [_of(row) for row in rows]


def _of(row: MomentVersion) -> Followed:
    said = of_stored(row.definition)
    version = Version(id=row.pk, kind=row.kind, definition=said)
    return Followed(version=version, scope=said.scope, state=row.state, reached=row.reached)
