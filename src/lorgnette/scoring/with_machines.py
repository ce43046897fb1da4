"""What an account would score if what machines did counted: by the same arithmetic."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.bots import by_machines
from lorgnette.activities.models import Activity
from lorgnette.kernel import clock
from lorgnette.scoring.model import READ_DAYS, Tally, scored
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.tallies import read, seen_by
from lorgnette.scoring.versions import FIRST, model_of
from lorgnette.workspace.settings import current


def score_with_machines(account_id: int) -> int | None:
    """In tenths, of the day and by the version of the score that is shown; None: there are none
    among what counts."""
    zone = current().zone
    row = AccountScore.objects.filter(pk=account_id).first()
    is_shown = row is not None and (row.tenths or row.change)
    day = row.day if row and is_shown else clock.today(zone)
    model = model_of(row.version if row and is_shown else FIRST)
    theirs = _of_machines(account_id, day, zone)
    if not theirs:
        return None
    for tally in read([account_id], day).get(account_id, []):
        theirs[tally.day, tally.person, tally.type] += tally.times
    together = seen_by(model, {account_id: _tallies(theirs)})
    return scored(together[account_id], day, model).tenths


def _of_machines(account_id: int, day: date, zone: str) -> Counter[tuple[date, int, str]]:
    local = ZoneInfo(zone)
    rows = by_machines(
        Activity.objects.filter(
            account=account_id,
            person__isnull=False,
            at__gte=datetime.combine(day - timedelta(days=READ_DAYS - 1), time.min, local),
            at__lt=datetime.combine(day + timedelta(days=1), time.min, local),
        )
    )
    told = without_theirs(rows).values_list("at", "person_id", "type")
    return Counter((at.astimezone(local).date(), who or 0, kind) for at, who, kind in told)


def _tallies(counts: Counter[tuple[date, int, str]]) -> list[Tally]:
    """In the order of `tallies.read`."""
    return [
        Tally(person, kind, day, times) for (day, person, kind), times in sorted(counts.items())
    ]
