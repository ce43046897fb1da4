"""Instants in the workspace's zone; the zone is read once a page, not once a row."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from lorgnette.kernel import clock
from lorgnette.web import moments
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Moment:
    """For a `<time>`: relative words, and the exact local time on hover."""

    machine: str
    exact: str
    words: str


@dataclass(frozen=True, slots=True)
class Times:
    """Words instants for one reader."""

    zone: str
    language: str

    def of(self, at: datetime) -> Moment:
        local = at.astimezone(ZoneInfo(self.zone))
        return Moment(
            machine=local.isoformat(timespec="seconds"),
            exact=moments.exact(local, self.zone, self.language),
            words=moments.relative(local, clock.now(), self.language),
        )


def times() -> Times:
    return Times(zone=current().zone, language=get_language() or "en")
