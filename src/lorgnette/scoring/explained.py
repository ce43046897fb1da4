"""All that is told of an account's score, from its activities by day: one pass, one formula. Pure.

Whatever is stored or shown comes from here, so that a number and its explanation never disagree.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.scoring.history import highest, mondays
from lorgnette.scoring.model import (
    CHANGE_DAYS,
    HORIZON_DAYS,
    SHIPPED,
    WEEKS,
    Model,
    Tally,
    scored,
)
from lorgnette.scoring.shares import Weighed, change_shares, score_shares, slope, weighed

NEW, FADE = "new", "fade"


@dataclass(frozen=True, slots=True)
class TypeShare:
    """A type of activity's part of the score, in tenths; `count` of how many in the last year."""

    type: str
    tenths: int
    count: int
    people: int


@dataclass(frozen=True, slots=True)
class PersonShare:
    """A person's part of the score, in tenths; `person_id` is that of `accounts.models.Person`.

    `points` are their own, whoever else is there, in tenths of a point after the cap; `change` is
    what they are more or less than seven days before.
    """

    person_id: int
    tenths: int
    last_day: date
    points: int = 0
    change: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """One line of “why it moved”, in tenths of the shown score.

    `kind` is `new` (activities of the last 7 days, of one `type`, by `people` persons; `person_id`
    if it was one alone) or `fade` (what is older counts less now; `type` is "" and `last_day` the
    day of the last activity before these 7 days). `count` is how many activities.
    """

    kind: str
    tenths: int
    type: str
    count: int
    people: int
    person_id: int | None
    last_day: date


@dataclass(frozen=True, slots=True)
class Happened:
    """How much there was in a week, whatever it weighs."""

    activities: int
    people: int


@dataclass(frozen=True, slots=True)
class Explained:
    """An account's score on `day` with what it is made of, all in tenths.

    `types` and `persons` each sum to `tenths`, `moves` to `change`: the largest first (of the
    moves gains first), those of 0 left out. `days` are the scores of the last 91 days; of
    their 13 weeks `highest` is the highest and `weeks` what happened. Oldest first. `raw` is R in
    points, `raw_before` that of seven days before.
    """

    day: date
    tenths: int
    change: int
    types: tuple[TypeShare, ...]
    persons: tuple[PersonShare, ...]
    moves: tuple[Move, ...]
    days: tuple[int, ...]
    highest: tuple[int, ...]
    weeks: tuple[Happened, ...]
    raw: float = 0.0
    raw_before: float = 0.0


def explained(
    tallies: Sequence[Tally],
    today: date,
    shown: tuple[int, int] | None = None,
    model: Model = SHIPPED,
) -> Explained:
    """From the tallies of the last `model.READ_DAYS`, in the order of `tallies.of_accounts`.

    `shown`: the score and change that are shown, where more may have happened since: the shares
    sum to these.
    """
    found, before = scored(tallies, today, model), today - timedelta(days=CHANGE_DAYS)
    now, then = weighed(tallies, today, model), weighed(tallies, before, model)
    tenths, change = shown or (found.tenths, found.change)
    first = today - timedelta(days=HORIZON_DAYS)
    year = [(row, part) for row, part in zip(tallies, now.parts, strict=True) if row.day >= first]
    return Explained(
        day=today,
        tenths=tenths,
        change=change,
        types=_types(year, tenths),
        persons=_persons(year, tenths, _points(tallies, now.parts, then.parts)),
        moves=moves_of(tallies, (now, then), change, before, model),
        days=tuple(found.days),
        highest=highest(found.days, today),
        weeks=_weeks(tallies, today),
        raw=now.raw / model.unit,
        raw_before=then.raw / model.unit,
    )


def _types(year: Iterable[tuple[Tally, float]], tenths: int) -> tuple[TypeShare, ...]:
    part_of: dict[str, float] = defaultdict(float)
    rows_of: dict[str, list[Tally]] = defaultdict(list)
    for tally, part in year:
        part_of[tally.type] += part
        rows_of[tally.type].append(tally)
    shares = score_shares(part_of, tenths)
    lines = [
        TypeShare(kind, share, _count(rows_of[kind]), len({row.person for row in rows_of[kind]}))
        for kind, share in shares.items()
        if share
    ]
    return tuple(sorted(lines, key=lambda line: (-line.tenths, line.type)))


def _points(
    tallies: Sequence[Tally], now: Sequence[float], then: Sequence[float]
) -> dict[int, tuple[int, int]]:
    """By person, their points and the change of these, in tenths of a point."""
    after_of: dict[int, float] = defaultdict(float)
    before_of: dict[int, float] = defaultdict(float)
    for tally, after, before in zip(tallies, now, then, strict=True):
        after_of[tally.person] += after
        before_of[tally.person] += before
    return {
        pk: (points := round(10 * after), points - round(10 * before_of[pk]))
        for pk, after in after_of.items()
    }


def _persons(
    year: Iterable[tuple[Tally, float]], tenths: int, points: dict[int, tuple[int, int]]
) -> tuple[PersonShare, ...]:
    part_of: dict[int, float] = defaultdict(float)
    last_of: dict[int, date] = {}
    for tally, part in year:
        part_of[tally.person] += part
        last_of[tally.person] = max(tally.day, last_of.get(tally.person, tally.day))
    shares = score_shares(part_of, tenths)
    lines = [
        PersonShare(pk, share, last_of[pk], *points[pk]) for pk, share in shares.items() if share
    ]
    return tuple(sorted(lines, key=lambda line: (-line.tenths, line.person_id)))


def moves_of(
    tallies: Sequence[Tally],
    weights: tuple[Weighed, Weighed],
    change: int,
    since: date,
    model: Model,
) -> tuple[Move, ...]:
    """What made the change from the end of `since`; `weights` are those of now and then."""
    now, then = weights
    faded = (FADE, "")
    rows_of: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    gain_of: dict[tuple[str, str], float] = defaultdict(float)
    for tally, after, before in zip(tallies, now.parts, then.parts, strict=True):
        if after != before:
            key = (NEW, tally.type) if tally.day > since else faded
            rows_of[key].append(tally)
            gain_of[key] += after - before
    shares = change_shares(gain_of, change, slope(now.raw, then.raw, model))
    moves = [_move(*key, share, rows_of[key]) for key, share in shares.items() if share]
    return tuple(sorted(moves, key=lambda move: (move.kind == FADE, -move.tenths, move.type)))


def _move(kind: str, type_code: str, tenths: int, rows: Sequence[Tally]) -> Move:
    people = {row.person for row in rows}
    return Move(
        kind=kind,
        tenths=tenths,
        type=type_code,
        count=_count(rows),
        people=len(people),
        person_id=rows[0].person if len(people) == 1 else None,
        last_day=max(row.day for row in rows),
    )


def _weeks(tallies: Iterable[Tally], today: date) -> tuple[Happened, ...]:
    first = mondays(today)[0]
    activities, people = [0] * WEEKS, [set[int]() for _week in range(WEEKS)]
    for tally in tallies:
        if first <= tally.day <= today:
            week = (tally.day - first).days // 7
            activities[week] += tally.times
            people[week].add(tally.person)
    return tuple(Happened(n, len(who)) for n, who in zip(activities, people, strict=True))


def _count(rows: Iterable[Tally]) -> int:
    return sum(row.times for row in rows)
