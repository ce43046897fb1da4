"""The scores beside the primary one: narrow rows, explained where somebody asks."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from lorgnette.kernel.among import Among
from lorgnette.scoring.explain import Movement
from lorgnette.scoring.explained import moves_of
from lorgnette.scoring.history import highest
from lorgnette.scoring.model import CHANGE_DAYS, Model, Scored, Tally, scored
from lorgnette.scoring.models import FurtherScore
from lorgnette.scoring.shares import weighed
from lorgnette.scoring.tallies import of_accounts
from lorgnette.scoring.versions import Live, mark_of, model_of

_SCORE = ("day", "tenths", "change", "weeks", "version")
_BATCH = 500


def keep(by: Live, found: Mapping[int, Scored], today: date) -> None:
    """By account id, what differs from what is there. In the caller's transaction, as `stored`."""
    rows = FurtherScore.objects.filter(Among("account", found), model=by.score)
    known = {row.account_id: row for row in rows}
    FurtherScore.objects.bulk_create(
        [
            row
            for row, idle in (_row(by, pk, one, today) for pk, one in found.items())
            if not _is_as_before(row, known.get(row.account_id), idle=idle)
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["account", "model"],
        update_fields=_SCORE,
    )


def begin(by: Live, account_ids: Collection[int], today: date) -> None:
    """A score of nothing for those that have none. In the caller's transaction."""
    given = {"model_id": by.score, "version": by.number, "day": today, "tenths": 0, "change": 0}
    rows = [FurtherScore(account_id=pk, **given) for pk in sorted(account_ids)]
    FurtherScore.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)


def moved(score: int, account_ids: Collection[int]) -> Mapping[int, Movement]:
    """As `explain.moved`, by a score of these: what moved them is computed.

    Together for all of one day and version, which are mostly those of today.
    """
    rows = FurtherScore.objects.filter(Among("account", sorted(account_ids)), model=score)
    alike: dict[tuple[date, int], list[FurtherScore]] = defaultdict(list)
    for row in rows if account_ids else ():
        alike[row.day, row.version].append(row)
    found: dict[int, Movement] = {}
    for (day, version), those in alike.items():
        model = model_of(mark_of(score, version))
        tallies = of_accounts([row.account_id for row in those], day, model=model)
        for row in those:
            found[row.account_id] = _movement(row, tallies.get(row.account_id, ()), model)
    return found


def _movement(row: FurtherScore, tallies: Sequence[Tally], model: Model) -> Movement:
    before = row.day - timedelta(days=CHANGE_DAYS)
    weights = weighed(tallies, row.day, model), weighed(tallies, before, model)
    weeks = row.weeks or highest(scored(tallies, row.day, model).days, row.day)
    moves = moves_of(tallies, weights, row.change, before, model)
    return Movement(row.change, moves, tuple(weeks))


def _row(by: Live, account_id: int, found: Scored, today: date) -> tuple[FurtherScore, bool]:
    """`idle`: it has not scored for 91 days, so that it is the same on any day."""
    row = FurtherScore(
        model_id=by.score,
        account_id=account_id,
        day=today,
        tenths=found.tenths,
        change=found.change,
        weeks=list(highest(found.days, today)),
        version=by.number,
    )
    return row, not any(found.days)


def _is_as_before(row: FurtherScore, known: FurtherScore | None, *, idle: bool) -> bool:
    names = _SCORE[1:] if idle else _SCORE
    return known is not None and all(getattr(row, n) == getattr(known, n) for n in names)
