"""Flames and stars in words and icons: how many, never by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from lorgnette.scoring.marks.rules import MOST, Marks
from lorgnette.web.insight.figures import points


@dataclass(frozen=True, slots=True)
class Mark:
    """`each` has an item for every icon that is drawn; `words` say the same."""

    icon: str
    tone: str
    each: Sequence[int]
    words: str


def marks_in_words(marks: Marks | None) -> list[Mark]:
    """Flames, then stars; those of which there is none are left out."""
    if marks is None:
        return []
    both = (
        Mark("flame", "lg-flame", range(marks.urgency), urgency_words(marks.urgency)),
        Mark("star", "lg-star", range(marks.relative), relative_words(marks.relative)),
    )
    return [mark for mark in both if mark.each]


def urgency_words(marks: int) -> str:
    """Urgency 2 of 3"""
    return gettext("Urgency %(marks)s of %(most)s") % _numbers(marks)


def relative_words(marks: int) -> str:
    """Relative score 2 of 3"""
    return gettext("Relative score %(marks)s of %(most)s") % _numbers(marks)


def _numbers(marks: int) -> dict[str, str]:
    return {"marks": points(marks), "most": points(MOST)}
