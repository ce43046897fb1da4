"""How long activities of each type are kept: for ever, unless somebody says otherwise."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from lorgnette.activities import arrivals, day_counts, touched
from lorgnette.activities.day_counts import Cell
from lorgnette.activities.event_locks import lock_all
from lorgnette.activities.models import Activity, KeptFor
from lorgnette.activities.types import BY_CODE
from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.among import Among
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.workspace.settings import current

LEAST, MOST = 1, 3_650
# Others who write wait no longer than this many activities take: about 0.1 s.
AT_A_TIME = 1_000


class DaysOutOfRange(Refusal):
    code = "days_out_of_range"
    words = _("Enter a whole number from %(least)s to %(most)s, or nothing.")


def kept() -> dict[str, int]:
    """The days of the types that are not kept for ever."""
    return dict(KeptFor.objects.order_by("type").values_list("type", "days"))


def keep(actor: Actor, days: Mapping[str, int | None]) -> bool:
    """None: for ever. Whether anything changed. Raises `DaysOutOfRange` with the type's code."""
    for code, number in days.items():
        if code in BY_CODE and number is not None and not LEAST <= number <= MOST:
            raise DaysOutOfRange(code, least=LEAST, most=MOST)
    with transaction.atomic():
        before = kept()
        wanted = {code: number for code, number in days.items() if code in BY_CODE}
        moved = {
            code: {"old": before.get(code), "new": number}
            for code, number in wanted.items()
            if before.get(code) != number
        }
        for code in moved:
            _write(code, wanted[code])
        if moved:
            record(
                "privacy.kept_changed",
                actor,
                subject_kind="workspace",
                subject_ref="activities",
                values=moved,
            )
    return bool(moved)


def count_old(days: Mapping[str, int | None] | None = None) -> dict[str, int]:
    """How many of each type are older than they are kept, or would be with these `days`."""
    wanted = kept() if days is None else days
    counts = {code: rows.count() for code, rows in _old(wanted)}
    return {code: number for code, number in counts.items() if number}


def delete_old(go_on: Callable[[], bool] = lambda: True) -> int:
    """A portion after another, for as long as `go_on` says; how many it was."""
    total = 0
    for _code, rows in _old(kept()):
        while go_on():
            number = _delete(rows)
            total += number
            if number < AT_A_TIME:
                break
    return total


def _write(code: str, days: int | None) -> None:
    if days is None:
        KeptFor.objects.filter(type=code).delete()
    else:
        KeptFor.objects.update_or_create(type=code, defaults={"days": days})


def _old(days: Mapping[str, int | None]) -> Iterator[tuple[str, QuerySet[Activity]]]:
    """What was done before the first of the days that are kept began."""
    for code, number in sorted(days.items()):
        if number is not None and code in BY_CODE:
            yield code, Activity.objects.filter(type=code, at__lt=_begin(number))


def _begin(days: int) -> datetime:
    zone = ZoneInfo(current().zone)
    midnight = clock.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days)


def _delete(rows: QuerySet[Activity]) -> int:
    """The oldest of them, with the days they were counted on."""
    with transaction.atomic():
        lock_all()
        old = list(rows.order_by("at", "pk")[:AT_A_TIME])
        counted = [row for row in old if row.account_id and row.person_id and not row.bot]
        zone = ZoneInfo(current().zone)
        cells: dict[Cell, int] = {}
        for row in counted:
            day = row.at.astimezone(zone).date()
            cell = (row.account_id or 0, row.person_id or 0, row.type, day)
            cells[cell] = cells.get(cell, 0) - 1
        Activity.objects.filter(Among("pk", [row.pk for row in old])).delete()
        day_counts.change(cells)
        touched.mark({row.account_id for row in old if row.account_id is not None})
        arrivals.note((row.account_id, row.person_id, row.at) for row in old)
    return len(old)
