"""What mails and reports say of an account, in the language of whoever reads them."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from lorgnette.activities.types import BY_CODE
from lorgnette.insight.why import FADE, REST, Line
from lorgnette.mail.dates import number
from lorgnette.scoring.marks.rules import MOST

MINUS = "\N{MINUS SIGN}"


def signed(points: int, language: str) -> str:
    """+12, −3, 0."""
    sign = "+" if points > 0 else MINUS if points < 0 else ""
    return f"{sign}{number(abs(points), language)}"


def standing(score: int, change: int, language: str) -> str:
    """Score 82, +12 in seven days."""
    words = gettext("Score %(score)s, %(change)s in seven days")
    return words % {"score": number(score, language), "change": signed(change, language)}


def urgency(marks: int, language: str) -> str:
    """Urgency 2 of 3."""
    words = gettext("Urgency %(marks)s of %(most)s")
    return words % {"marks": number(marks, language), "most": number(MOST, language)}


def reason(line: Line, language: str) -> str:
    """Looked at prices, Ingrid Sørlie, 3 times: +9."""
    words = gettext("%(what)s: %(points)s")
    return words % {"points": signed(line.points, language), "what": _what(line, language)}


def reasons(lines: Sequence[Line], language: str) -> list[str]:
    """One for each line, or that nothing weighs a whole point."""
    return [reason(line, language) for line in lines]


def _what(line: Line, language: str) -> str:
    if line.kind == FADE:
        return gettext("Older activities fade")
    if line.kind == REST:
        return gettext("Other activities")
    kind = BY_CODE.get(line.type)
    what = gettext(kind.words) if kind else line.type
    people = ngettext("%(count)s person", "%(count)s people", line.people)
    who = line.person or people % {"count": number(line.people, language)}
    if line.count < 2:
        return f"{what}, {who}"
    values = {"what": what, "who": who, "count": number(line.count, language)}
    return gettext("%(what)s, %(who)s, %(count)s times") % values
