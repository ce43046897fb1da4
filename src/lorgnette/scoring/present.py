"""Keeps the table of scores to the accounts that are there: lists rank and count by it alone."""

from collections.abc import Collection

from lorgnette.accounts import stirred
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.scoring import further
from lorgnette.scoring.models import AccountDays, AccountScore, FurtherScore, PersonScore
from lorgnette.scoring.versions import lives
from lorgnette.workspace.settings import current


def begin(account_ids: Collection[int]) -> None:
    """A score of nothing for those that have none. In the caller's transaction."""
    today, (primary, *others) = clock.today(current().zone), lives()
    given = {"version": primary.mark, "day": today, "tenths": 0, "change": 0, "weeks": []}
    for part in portions(sorted(account_ids)):
        rows = [AccountScore(account_id=pk, **given) for pk in part]
        AccountScore.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        for one in others:
            further.begin(one, part, today)


def end_gone() -> None:
    """The scores of accounts that are gone from the CRM end. In the caller's transaction."""
    tables = (AccountScore, PersonScore, FurtherScore, AccountDays)
    ended = [table.objects.filter(account__gone_at__isnull=False).delete() for table in tables]
    if any(number for number, _each in ended):
        stirred.note(None)
