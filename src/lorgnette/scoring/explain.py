"""What a score is made of, and why it moved: shares that sum exactly to what is shown."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lorgnette.scoring.model import CHANGE_DAYS, HORIZON_DAYS, Tally
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.shares import Diff, change_shares, diffs, parts, score_shares, slope
from lorgnette.scoring.tallies import of_accounts

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
    """A person's part of the score, in tenths; `person_id` is that of `accounts.models.Person`."""

    person_id: int
    tenths: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Explanation:
    """`by_type` and `by_person` each sum to `tenths`: the largest first, those of 0 left out."""

    tenths: int
    by_type: tuple[TypeShare, ...]
    by_person: tuple[PersonShare, ...]


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
class Movement:
    """`moves` sum to `change`: gains first, the largest first; moves of 0 are left out."""

    change: int
    moves: tuple[Move, ...]


def made_of(account_id: int, read: Sequence[Tally] | None = None) -> Explanation:
    """The parts of the account's shown score; `read` are its tallies, where somebody has them."""
    stored = AccountScore.objects.filter(pk=account_id).first()
    if stored is None:
        return Explanation(0, (), ())
    tallies = _within(read, account_id, stored.day, HORIZON_DAYS + 1)
    weighed = list(zip(tallies, parts(tallies, stored.day), strict=True))
    return Explanation(
        tenths=stored.tenths,
        by_type=_by_type(weighed, stored.tenths),
        by_person=_by_person(weighed, stored.tenths),
    )


def _within(read: Sequence[Tally] | None, account_id: int, day: date, days: int) -> Sequence[Tally]:
    """The account's tallies of the last `days` days before `day`, this one included."""
    if read is None:
        return of_accounts([account_id], day, days).get(account_id, [])
    first = day - timedelta(days=days)
    return [tally for tally in read if first < tally.day <= day]


def moved(
    account_ids: Collection[int], read: Sequence[Tally] | None = None
) -> Mapping[int, Movement]:
    """Why each account's score changed over the last 7 days, by account id.

    `read` are the tallies of the one account that is asked about, where somebody has them.

    In two queries, and one more for each further day that some of the scores are of: around
    midnight there are two.
    """
    stored = AccountScore.objects.filter(pk__in=list(account_ids))
    by_day: dict[date, dict[int, int]] = defaultdict(dict)
    for account_id, day, change in stored.values_list("account_id", "day", "change"):
        by_day[day][account_id] = change
    movements: dict[int, Movement] = {}
    for day, changes in by_day.items():
        days = HORIZON_DAYS + CHANGE_DAYS + 1
        tallies = of_accounts(list(changes), day, days) if read is None else {}
        for account_id, change in changes.items():
            rows = tallies.get(account_id, []) if read is None else _within(read, 0, day, days)
            movements[account_id] = _movement(rows, day, change)
    return movements


def _by_type(weighed: Iterable[tuple[Tally, float]], tenths: int) -> tuple[TypeShare, ...]:
    part_of: dict[str, float] = defaultdict(float)
    rows_of: dict[str, list[Tally]] = defaultdict(list)
    for tally, part in weighed:
        part_of[tally.type] += part
        rows_of[tally.type].append(tally)
    shares = score_shares(part_of, tenths)
    lines = [
        TypeShare(kind, share, _count(rows_of[kind]), len({row.person for row in rows_of[kind]}))
        for kind, share in shares.items()
        if share
    ]
    return tuple(sorted(lines, key=lambda line: (-line.tenths, line.type)))


def _by_person(weighed: Iterable[tuple[Tally, float]], tenths: int) -> tuple[PersonShare, ...]:
    part_of: dict[int, float] = defaultdict(float)
    last_of: dict[int, date] = {}
    for tally, part in weighed:
        part_of[tally.person] += part
        last_of[tally.person] = max(tally.day, last_of.get(tally.person, tally.day))
    shares = score_shares(part_of, tenths)
    lines = [PersonShare(pk, share, last_of[pk]) for pk, share in shares.items() if share]
    return tuple(sorted(lines, key=lambda line: (-line.tenths, line.person_id)))


def _movement(tallies: Sequence[Tally], today: date, change: int) -> Movement:
    since, faded = today - timedelta(days=CHANGE_DAYS), (FADE, "")
    groups: dict[tuple[str, str], list[Diff]] = defaultdict(list)
    for diff in diffs(tallies, today):
        if diff.gain:
            key = (NEW, diff.tally.type) if diff.tally.day > since else faded
            groups[key].append(diff)
    gains = {key: sum(diff.gain for diff in group) for key, group in groups.items()}
    shares = change_shares(gains, change, slope(tallies, today))
    moves = [_move(*key, share, groups[key]) for key, share in shares.items() if share]
    return Movement(change, tuple(sorted(moves, key=lambda m: (m.kind == FADE, -m.tenths, m.type))))


def _move(kind: str, type_code: str, tenths: int, group: Sequence[Diff]) -> Move:
    rows = [diff.tally for diff in group]
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


def _count(rows: Iterable[Tally]) -> int:
    return sum(row.times for row in rows)
