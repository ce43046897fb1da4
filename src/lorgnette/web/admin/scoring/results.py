"""The preview as the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from lorgnette.scoring.preview import Place, Preview
from lorgnette.web.insight.figures import tenths
from lorgnette.web.moments import number
from lorgnette.web.reader import language


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An account's rank and score before and after."""

    ref: str
    name: str
    ranks: tuple[int, int]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlaceList:
    """A titled list; `id` names it on the page."""

    id: str
    title: str
    lines: Sequence[PlaceLine]


@dataclass(frozen=True, slots=True)
class Results:
    """`headline` tells how many move; `lists` are those who do, and the first ten."""

    headline: str
    lists: Sequence[PlaceList]


def results(found: Preview) -> Results:
    """In the reader's language."""
    lists = (
        ("risers", gettext("Rise most"), found.risers),
        ("fallers", gettext("Fall most"), found.fallers),
        ("leaders-after", gettext("First ten then"), found.leaders_after),
        ("leaders-before", gettext("First ten now"), found.leaders_before),
    )
    return Results(
        _headline(found), [PlaceList(key, title, _lines(of)) for key, title, of in lists if of]
    )


def _headline(found: Preview) -> str:
    words = ngettext(
        "%(moved)s of %(count)s account with a score changes rank.",
        "%(moved)s of %(count)s accounts with a score change rank.",
        found.scored,
    )
    return words % {k: number(n, language()) for k, n in _numbers(found)}


def _numbers(found: Preview) -> tuple[tuple[str, int], ...]:
    return (("moved", found.moved), ("count", found.scored))


def _lines(places: Sequence[Place]) -> list[PlaceLine]:
    return [
        PlaceLine(
            ref=one.ref,
            name=one.name,
            ranks=(one.rank_before, one.rank_after),
            before=tenths(one.before),
            after=tenths(one.after),
        )
        for one in places
    ]
