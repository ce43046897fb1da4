"""Flames and stars in words and icons: how many, never by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from lorgnette.scoring.marks.rules import MOST, Marks
from lorgnette.web.insight.figures import points


@dataclass(frozen=True, slots=True)
class Mark:
    """`each` says of three icons which are filled; `words` say the same."""

    icon: str
    tone: str
    each: Sequence[bool]
    words: str


def marks_in_words(marks: Marks | None) -> list[Mark]:
    """Flames, then stars; those of which there is none are left out."""
    return [mark for mark in both_marks(marks) if any(mark.each)] if marks else []


def both_marks(marks: Marks) -> list[Mark]:
    """Flames and stars, though there be none."""
    flames, stars = marks.urgency, marks.relative
    return [
        Mark("flame", "lg-flame", _filled(flames), urgency_words(flames)),
        Mark("star", "lg-star", _filled(stars), relative_words(stars)),
    ]


def _filled(marks: int) -> list[bool]:
    return [place < marks for place in range(MOST)]


def urgency_words(marks: int) -> str:
    """Urgency 2 of 3"""
    return gettext("Urgency %(marks)s of %(most)s") % _numbers(marks)


def relative_words(marks: int) -> str:
    """Relative score 2 of 3"""
    return gettext("Relative score %(marks)s of %(most)s") % _numbers(marks)


def _numbers(marks: int) -> dict[str, str]:
    return {"marks": points(marks), "most": points(MOST)}
