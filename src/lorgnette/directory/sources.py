"""The sources that are known: each gives rows whose ids are unique within it."""

from dataclasses import dataclass
from datetime import datetime

from lorgnette.directory.models import Source
from lorgnette.kernel import clock
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _

# The kind of those that send events; every other is a CRM that is read.
EVENTS = "events"


class SourceMissing(Refusal):
    code = "source_missing"
    words = _("There is no source of that reference.")
    status = 404


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """`location` is a folder or an address; `synced_at` when all of it was last taken over."""

    id: int
    ref: str
    kind: str
    name: str
    location: str
    synced_at: datetime | None


def ensure(kind: str, name: str, location: str) -> SourceInfo:
    """The source of that kind at that place, registered if it is new."""
    row, _made = Source.objects.get_or_create(
        kind=kind, location=location, defaults={"name": name, "created_at": clock.now()}
    )
    return _info(row)


def all_sources() -> list[SourceInfo]:
    """Every source that is a CRM, the oldest first."""
    return [_info(row) for row in Source.objects.exclude(kind=EVENTS).order_by("id")]


def by_ref(ref: str) -> SourceInfo:
    """Raises `SourceMissing`."""
    row = Source.objects.exclude(kind=EVENTS).filter(public_id=ref).first()
    if row is None:
        raise SourceMissing
    return _info(row)


def mark_synced(source_id: int) -> None:
    """All that the source gives has been taken over now."""
    Source.objects.filter(pk=source_id).update(synced_at=clock.now())


def _info(row: Source) -> SourceInfo:
    return SourceInfo(
        id=row.pk,
        ref=row.public_id,
        kind=row.kind,
        name=row.name,
        location=row.location,
        synced_at=row.synced_at,
    )
