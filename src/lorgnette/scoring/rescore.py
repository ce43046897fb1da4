"""Computes the scores of accounts from their activities by day, in bulk, and stores them.

The primary one with what explains it, all in one transaction. What came out as it was is not
written again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from lorgnette.accounts import stirred
from lorgnette.accounts.models import Account
from lorgnette.accounts.objections import without_theirs
from lorgnette.activities.models import Activity
from lorgnette.directory.bulk import learn
from lorgnette.kernel import clock
from lorgnette.kernel.portions import portions
from lorgnette.scoring import days, further
from lorgnette.scoring.explained import explained
from lorgnette.scoring.model import Tally, scored
from lorgnette.scoring.models import (
    AccountDays,
    AccountScore,
    FurtherScore,
    PersonScore,
    ScoredDay,
    ScoreDetail,
)
from lorgnette.scoring.present import end_gone
from lorgnette.scoring.stored import Found, keep
from lorgnette.scoring.tallies import read, seen_by
from lorgnette.scoring.versions import Live, held
from lorgnette.workspace.settings import current

# Other writers wait no longer than this many accounts take: about 0.1 s.
CHUNK = 200


def rescore(account_ids: Collection[int] | None, only: int | None = None) -> int:
    """Scores these accounts, or all, as of today in the workspace's zone; returns how many.

    By every score that is shown, or by `only` that one.
    """
    today, total = clock.today(current().zone), 0
    if account_ids is None:
        end_gone()
    for chunk in portions(_ids(account_ids), CHUNK):
        total += _rescore(chunk, today, only, tell=account_ids is not None)
    if total > CHUNK:
        learn([AccountScore, ScoreDetail, PersonScore, FurtherScore, AccountDays])
    if account_ids is None:
        _all_are_of(today)
    return total


def _ids(account_ids: Collection[int] | None) -> list[int]:
    if account_ids is None:
        present = Account.objects.filter(gone_at=None)
        return list(present.order_by("id").values_list("id", flat=True))
    return sorted(set(account_ids))


def _rescore(ids: Sequence[int], today: date, only: int | None, *, tell: bool) -> int:
    """`tell` open pages of each; where all are scored, they are told once."""
    with transaction.atomic():
        last = _last_activities(_locked(ids))
        by = [one for one in held() if only in (None, one.score)]
        tallies = read(list(last), today)
        for one in by:
            _store(one, last, seen_by(one.model, tallies), today)
        days.keep(list(last), tallies)
        if tell:
            stirred.note(last)
    return len(last)


def _store(
    by: Live, last: Mapping[int, datetime | None], tallies: Mapping[int, list[Tally]], today: date
) -> None:
    """What explains the others is computed where it is asked for."""
    if by.is_primary:
        told = {pk: explained(tallies.get(pk, ()), today, model=by.model) for pk in last}
        keep({pk: Found(told[pk], at, by.mark) for pk, at in last.items()})
    else:
        found = {pk: scored(tallies.get(pk, ()), today, by.model) for pk in last}
        further.keep(by, found, today)


def _locked(ids: Sequence[int]) -> list[int]:
    """Those present. Two that score the same account take turns: the later sees all counts."""
    present = Account.objects.filter(id__in=ids, gone_at=None)
    rows = present.order_by("id").select_for_update(no_key=True)
    return list(rows.values_list("id", flat=True))


def _last_activities(ids: Sequence[int]) -> dict[int, datetime | None]:
    humans = without_theirs(Activity.objects.filter(account=OuterRef("pk"), bot=""))
    latest = humans.order_by("-at").values("at")[:1]
    rows = Account.objects.filter(id__in=ids).order_by("id")
    return dict(rows.values_list("id", Subquery(latest)))


def _all_are_of(day: date) -> None:
    """Of this day, and of no other any more: a new zone may go back by one."""
    with transaction.atomic():
        ScoredDay.objects.exclude(day=day).delete()
        ScoredDay.objects.bulk_create([ScoredDay(day=day)], ignore_conflicts=True)
        stirred.note(None)
