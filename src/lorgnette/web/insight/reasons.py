"""The lines of "why it moved", in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from lorgnette.insight.why import FADE, REST, Line
from lorgnette.web.insight.figures import points, signed_points
from lorgnette.web.insight.phrases import people_in_words, type_words

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Said:
    """Words around the one person whom they name."""

    before: str
    who: str
    after: str
    ref: str


@dataclass(frozen=True, slots=True)
class Reason:
    """`points` with their sign; `tone` goes with it: a fall is never red.

    `said` are the `words` again where they name one person, else None.
    """

    points: str
    tone: str
    words: str
    said: Said | None = None


def reasons(lines: Sequence[Line], change: int) -> list[Reason]:
    """For the list; where nothing weighs a whole point it says so."""
    if not lines:
        return [Reason(signed_points(change), "lg-muted", gettext("hardly moved"))]
    return [_reason(line) for line in lines]


def said(line: Line, words: str) -> Said | None:
    """The words that tell of the line, cut around the name in them."""
    before, who, after = words.rpartition(line.person) if line.person else ("", "", "")
    return Said(before, who, after, line.person_ref) if who and line.person_ref else None


def tone(value: int) -> str:
    """The colour that goes with a gain or a loss."""
    return "lg-ok" if value > 0 else "lg-muted"


def in_words(line: Line) -> str:
    """Looked at prices, 3 people, 9 times"""
    if line.kind in (FADE, REST) or line.count < 2:
        return _briefly(line)
    return gettext("%(what)s, %(who)s, %(count)s times") % {
        "what": type_words(line.type),
        "who": _who(line),
        "count": points(line.count),
    }


def _reason(line: Line) -> Reason:
    words = _briefly(line)
    return Reason(signed_points(line.points), tone(line.points), words, said(line, words))


def _briefly(line: Line) -> str:
    if line.kind == FADE:
        return gettext("Older activities fade")
    if line.kind == REST:
        return gettext("Other activities")
    return f"{type_words(line.type)}, {_who(line)}"


def _who(line: Line) -> str:
    """A number stays with its word where the line breaks."""
    return line.person or people_in_words(line.people).replace(" ", NO_BREAK)
