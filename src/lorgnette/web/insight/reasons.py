"""The lines of "why it moved", in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from lorgnette.insight.why import FADE, REST, Line
from lorgnette.web.insight.figures import points, signed_points
from lorgnette.web.insight.phrases import people_in_words, type_words

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Reason:
    """`points` with their sign; `tone` goes with it: a fall is never red."""

    points: str
    tone: str
    words: str


def reasons(lines: Sequence[Line], change: int) -> list[Reason]:
    """For the list; where nothing weighs a whole point it says so."""
    if not lines:
        return [Reason(signed_points(change), "lg-muted", gettext("hardly moved"))]
    return [Reason(signed_points(line.points), tone(line.points), _briefly(line)) for line in lines]


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


def _briefly(line: Line) -> str:
    if line.kind == FADE:
        return gettext("Older activities fade")
    if line.kind == REST:
        return gettext("Other activities")
    return f"{type_words(line.type)}, {_who(line)}"


def _who(line: Line) -> str:
    """A number stays with its word where the line breaks."""
    return line.person or people_in_words(line.people).replace(" ", NO_BREAK)
