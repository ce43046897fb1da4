"""Why scores moved in seven days: few lines whose points sum to the change beside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lorgnette.accounts.models import Person
from lorgnette.accounts.objections import without_objecting
from lorgnette.insight.points import whole_shares
from lorgnette.scoring.explain import Explanation, Movement, moved
from lorgnette.scoring.explained import Move

# Kinds of lines besides `new`: what is older counts less, and what was too small to name.
FADE, REST = "fade", "rest"
# Lines of gains, besides fading.
IN_LIST, ON_PAGE = 3, 6

# Names and refs by id.
_Who = Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """`points` of the change: whole ones in lists, tenths on an account's page.

    `kind` is `new` (activities of one `type`, `count` of them by `people`; `person` and
    `person_ref` are of one who did it alone), `fade` or `rest`. `last_day` is that of its latest
    activity.
    """

    points: int
    kind: str
    type: str
    count: int
    people: int
    person: str
    last_day: date
    person_ref: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The `change` in tenths, and its lines: gains first, the largest first, fading last."""

    change: int
    lines: tuple[Line, ...]


def reasons(account_ids: Collection[int]) -> dict[int, tuple[Line, ...]]:
    """At most three lines and fading an account, in whole points; those of none are left out."""
    return reasons_of(moved(account_ids))


def reasons_of(movements: Mapping[int, Movement]) -> dict[int, tuple[Line, ...]]:
    """The same of movements that somebody has read."""
    names = _names(move for found in movements.values() for move in found.moves)
    return {
        account_id: _in_whole_points(_lines(movement.moves, names, IN_LIST))
        for account_id, movement in movements.items()
    }


def why(told: Explanation) -> Why:
    """At most six lines and fading, in tenths."""
    return why_of(told.change, told.moves)


def why_of(change: int, moves: Sequence[Move]) -> Why:
    """The same of moves since any day."""
    return Why(change=change, lines=tuple(_lines(moves, _names(moves), ON_PAGE)))


def _lines(moves: Sequence[Move], names: _Who, most: int) -> list[Line]:
    lines = [_line(move, names) for move in moves]
    gains = [line for line in lines if line.kind != FADE]
    fades = [line for line in lines if line.kind == FADE]
    if len(gains) > most:
        gains = [*gains[: most - 1], _rest(gains[most - 1 :])]
    return gains + fades


def _line(move: Move, names: _Who) -> Line:
    name, ref = names.get(move.person_id or 0, ("", ""))
    return Line(
        points=move.tenths,
        kind=move.kind,
        type=move.type,
        count=move.count,
        people=move.people,
        person=name,
        last_day=move.last_day,
        person_ref=ref,
    )


def _rest(lines: Sequence[Line]) -> Line:
    """People may be in several lines, so how many they were is not said."""
    return Line(
        points=sum(line.points for line in lines),
        kind=REST,
        type="",
        count=sum(line.count for line in lines),
        people=0,
        person="",
        last_day=max(line.last_day for line in lines),
    )


def _in_whole_points(lines: Sequence[Line]) -> tuple[Line, ...]:
    points = whole_shares([line.points for line in lines])
    rounded = (replace(line, points=n) for line, n in zip(lines, points, strict=True))
    return tuple(line for line in rounded if line.points)


def _names(moves: Iterable[Move]) -> _Who:
    ids = {move.person_id for move in moves if move.person_id is not None}
    people = without_objecting(Person.objects.filter(pk__in=ids))
    rows = people.values_list("pk", "name", "public_id")
    return {pk: (name, ref) for pk, name, ref in rows}
