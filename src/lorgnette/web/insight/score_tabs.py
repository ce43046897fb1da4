"""The switch between an account's scores, in the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lorgnette.scoring.scores.shown import Score, scores
from lorgnette.web.insight.asking import Asked
from lorgnette.web.reader import in_language


@dataclass(frozen=True, slots=True)
class ScoreTab:
    """A score that can be chosen."""

    words: str
    href: str
    is_chosen: bool


def score_tabs(
    shown: Sequence[Score], chosen: Score | None, href: Callable[[str], str]
) -> list[ScoreTab]:
    """None where there is one score alone.

    `chosen` None is the primary one; `href` gives the address by a ref, that of the primary one
    by "".
    """
    if len(shown) < 2:
        return []
    return [
        ScoreTab(
            words=score_name(one),
            href=href("" if one.is_primary else one.ref),
            is_chosen=one == chosen or (chosen is None and one.is_primary),
        )
        for one in shown
    ]


def list_tabs(chosen: Score | None, asked: Asked) -> list[ScoreTab]:
    """Over the ranked list: it stays narrowed as it is."""
    return score_tabs(scores(), chosen, lambda ref: asked.href(score=ref))


def score_name(score: Score) -> str:
    """In the reader's language."""
    return in_language(score.name_en, score.name_fr)
