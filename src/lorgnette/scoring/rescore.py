"""Computes the scores of accounts from their activities by day, in bulk, and stores them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from lorgnette.accounts.models import Account
from lorgnette.activities.models import Activity
from lorgnette.directory.bulk import learn
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.scoring.model import Tally, scored
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.present import end_gone
from lorgnette.scoring.tallies import of_accounts
from lorgnette.workspace.settings import current

# Other writers wait no longer than this many accounts take: about 0.1 s.
CHUNK = 200


def rescore(account_ids: Collection[int] | None) -> int:
    """Scores these accounts, or all, as of today in the workspace's zone; returns how many."""
    today, total = clock.today(current().zone), 0
    if account_ids is None:
        end_gone()
    for chunk in portions(_ids(account_ids), CHUNK):
        total += _rescore(chunk, today)
    if total > CHUNK:
        learn([AccountScore])
    return total


def _ids(account_ids: Collection[int] | None) -> list[int]:
    if account_ids is None:
        present = Account.objects.filter(gone_at=None)
        return list(present.order_by("id").values_list("id", flat=True))
    return sorted(set(account_ids))


def _rescore(ids: Sequence[int], today: date) -> int:
    with transaction.atomic():
        last = _last_activities(_locked(ids))
        tallies = of_accounts(list(last), today)
        rows = [_row(pk, tallies.get(pk, ()), today, at) for pk, at in last.items()]
        AccountScore.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["account"],
            update_fields=["day", "tenths", "change", "weeks", "last_activity_at"],
        )
    return len(rows)


def _locked(ids: Sequence[int]) -> list[int]:
    """Those present. Two that score the same account take turns: the later sees all counts."""
    present = Account.objects.filter(id__in=ids, gone_at=None)
    rows = present.order_by("id").select_for_update(no_key=True)
    return list(rows.values_list("id", flat=True))


def _last_activities(ids: Sequence[int]) -> dict[int, datetime | None]:
    latest = Activity.objects.filter(account=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Account.objects.filter(id__in=ids).order_by("id")
    return dict(rows.values_list("id", Subquery(latest)))


def _row(
    account_id: int, tallies: Sequence[Tally], today: date, last_activity_at: datetime | None
) -> AccountScore:
    found = scored(tallies, today)
    return AccountScore(
        account_id=account_id,
        day=today,
        tenths=found.tenths,
        change=found.change,
        weeks=found.weeks,
        last_activity_at=last_activity_at,
    )
