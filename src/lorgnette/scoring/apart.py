"""Takes one account's score apart: by type, person and day, and why it moved since any day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.kernel import clock
from lorgnette.scoring.explained import Move, PersonShare, TypeShare, explained, moves_of
from lorgnette.scoring.model import SHIPPED, Model, Tally, shown
from lorgnette.scoring.models import AccountScore, FurtherScore
from lorgnette.scoring.shares import Weighed, score_shares, weighed
from lorgnette.scoring.tallies import of_accounts
from lorgnette.scoring.versions import mark_of, model_of
from lorgnette.workspace.settings import current

MONDAY, WEEK, MONTH = "monday", "week", "month"
SPANS = (MONDAY, WEEK, MONTH)


@dataclass(frozen=True, slots=True)
class DayShare:
    """A day's part of the score, in tenths; `count` of how many activities, by how many people."""

    day: date
    tenths: int
    count: int
    people: int


@dataclass(frozen=True, slots=True)
class Apart:
    """The score of `day`; `types`, `persons` and `days` (newest first) each sum to `tenths`.

    `moves` sum to `change`, which is from the end of `since`. All in tenths, those of 0 left out.
    """

    day: date
    tenths: int
    types: Sequence[TypeShare]
    persons: Sequence[PersonShare]
    days: Sequence[DayShare]
    since: date
    change: int
    moves: Sequence[Move]


def apart(account_id: int, span: str, score: int | None = None) -> Apart:
    """Of the score that is shown, by the version that made it; anything else is as `monday`.

    `score` is the id of one beside the primary one.
    """
    found = _further(account_id, score) if score else _primary(account_id)
    day, tenths, change, model = found or (clock.today(current().zone), 0, 0, SHIPPED)
    tallies = of_accounts([account_id], day, model=model).get(account_id, [])
    return taken_apart(tallies, day, (tenths, change), before(span, day), model)


# The day, the score, its change, and the model.
_Shown = tuple[date, int, int, Model]


def _primary(account_id: int) -> _Shown | None:
    """None of no score: its row may be of any day."""
    row = AccountScore.objects.filter(pk=account_id).first()
    if row is None or not (row.tenths or row.change):
        return None
    return row.day, row.tenths, row.change, model_of(row.version)


def _further(account_id: int, score: int) -> _Shown | None:
    row = FurtherScore.objects.filter(account=account_id, model=score).first()
    if row is None or not (row.tenths or row.change):
        return None
    return row.day, row.tenths, row.change, model_of(mark_of(score, row.version))


def before(span: str, today: date) -> date:
    """The day whose end the span is counted from: for Monday the Sunday before."""
    days = {WEEK: 7, MONTH: 30}.get(span, today.weekday() + 1)
    return today - timedelta(days=days)


def taken_apart(
    tallies: Sequence[Tally], today: date, shows: tuple[int, int], since: date, model: Model
) -> Apart:
    """`shows`: the score and change of seven days that are shown. Pure."""
    told = explained(tallies, today, shows, model)
    now, then = weighed(tallies, today, model), weighed(tallies, since, model)
    change = told.tenths - shown(then.raw, model)
    return Apart(
        day=today,
        tenths=told.tenths,
        types=told.types,
        persons=told.persons,
        days=_days(tallies, now, told.tenths),
        since=since,
        change=change,
        moves=moves_of(tallies, (now, then), change, since, model),
    )


def _days(tallies: Sequence[Tally], now: Weighed, tenths: int) -> list[DayShare]:
    part_of: dict[date, float] = defaultdict(float)
    rows_of: dict[date, list[Tally]] = defaultdict(list)
    for tally, part in zip(tallies, now.parts, strict=True):
        part_of[tally.day] += part
        rows_of[tally.day].append(tally)
    shares = score_shares(part_of, tenths)
    return [
        DayShare(day, shares[day], _count(rows_of[day]), len({row.person for row in rows_of[day]}))
        for day in sorted(shares, reverse=True)
        if shares[day]
    ]


def _count(rows: Sequence[Tally]) -> int:
    return sum(row.times for row in rows)
