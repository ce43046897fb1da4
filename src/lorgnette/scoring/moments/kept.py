"""Reads stored moments as whoever evaluates rules needs them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from lorgnette.scoring.moments.finder import Find
from lorgnette.scoring.moments.models import Moment

_COLUMNS = ("version", "subject", "pk", "at", "trigger", "account", "person", "values")

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored moment."""

    id: int
    at: datetime
    trigger: bytes
    account: int | None
    person: int | None
    values: dict[str, Any]

    def differs(self, find: Find) -> bool:
        stored = (self.account, self.person, self.values)
        return stored != (find.account, find.person, find.values)


def kept_from(
    version_ids: Collection[int], subjects: Collection[int], since: datetime | None
) -> dict[Key, list[Kept]]:
    """Those from `since` on, or all, by version and subject, in their order."""
    rows = Moment.objects.filter(version__in=version_ids, subject__in=subjects)
    if since is not None:
        rows = rows.filter(at__gte=since)
    found: dict[Key, list[Kept]] = {}
    for version, subject, pk, at, trigger, *others in rows.values_list(*_COLUMNS):
        found.setdefault((version, subject), []).append(Kept(pk, at, bytes(trigger), *others))
    for ones in found.values():
        ones.sort(key=lambda one: one.at)
    return found


def last_kept(
    version_ids: Collection[int], subjects: Collection[int], before: datetime
) -> dict[Key, datetime]:
    """When the last one before an instant was, by version and subject."""
    rows = Moment.objects.filter(version__in=version_ids, subject__in=subjects, at__lt=before)
    found = rows.order_by().values_list("version", "subject").annotate(Max("at"))
    return {(version, subject): at for version, subject, at in found}
