"""The filter of the audit trail, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from lorgnette.audit.trail import MOST_REFS, Asked
from lorgnette.users.finding import refs_like
from lorgnette.web.events.areas import AREAS, verbs_of

KINDS = ("administrator", "sales_user", "invited", "stranger", "console", "system")
MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for; what makes no sense is left out. `first` and `last` are local days."""

    text: str = ""
    area: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_set(self) -> bool:
        return self != Filter()

    def fields(self) -> dict[str, str]:
        """As the address holds it; what is not set is left out."""
        days = {"first": self.first, "last": self.last}
        told = {"q": self.text, "area": self.area, "kind": self.kind}
        return {k: v for k, v in told.items() if v} | {
            name: day.isoformat() for name, day in days.items() if day
        }

    def query(self) -> str:
        return urlencode(self.fields())


def read(given: Mapping[str, str]) -> Filter:
    """Whatever was given."""
    area, kind = given.get("area", ""), given.get("kind", "")
    return Filter(
        text=" ".join(given.get("q", "")[:MAX_TEXT].split()),
        area=area if area in AREAS else "",
        kind=kind if kind in KINDS else "",
        first=_day(given.get("first", "")),
        last=_day(given.get("last", "")),
    )


def asked(wanted: Filter, zone: str) -> tuple[Asked, bool]:
    """What the trail is asked, and whether more people match than are looked up."""
    refs = refs_like(wanted.text, MOST_REFS + 1) if wanted.text else None
    # Neither the console nor the worker is a person, but both can be named.
    if refs is not None and wanted.text in ("console", "worker"):
        refs = (wanted.text, *refs)
    place = ZoneInfo(zone)
    last = wanted.last + timedelta(days=1) if wanted.last and wanted.last < date.max else None
    return Asked(
        refs=refs,
        verbs=verbs_of(wanted.area) if wanted.area else None,
        actor_kind=wanted.kind,
        since=_midnight(wanted.first, place),
        until=_midnight(last, place),
    ), bool(refs) and len(refs or ()) > MOST_REFS


def _midnight(day: date | None, place: ZoneInfo) -> datetime | None:
    # The first and last years have instants that do not exist in UTC.
    if day is None or not 1900 <= day.year <= 9000:
        return None
    return datetime.combine(day, time.min, tzinfo=place)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
