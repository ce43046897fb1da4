"""What a score is made of: a bar, and the shares that sum to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from lorgnette.scoring.explained import TypeShare
from lorgnette.web.insight.figures import points, tenths
from lorgnette.web.insight.phrases import type_words

COLOURS = 4
BAR, GAP = 1000, 2


@dataclass(frozen=True, slots=True)
class Part:
    """A share with its stretch of the bar; `colour` is one of the stylesheet's data steps."""

    words: str
    count: str
    share: str
    colour: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Parts:
    """`score` is what the shares of `rows` sum to; `words` says the bar."""

    score: str
    rows: Sequence[Part]
    words: str


def parts(shares: Sequence[TypeShare], score: int) -> Parts:
    """The shares of a score of `score` tenths as a bar and lines."""
    named = _few(shares)
    rows, x = [], 0.0
    for n, (words, count, share) in enumerate(named):
        width = share / score * (BAR - GAP * (len(named) - 1))
        rows.append(
            Part(words, _activities(count), tenths(share), n + 1, f"{x:.1f}", f"{width:.1f}")
        )
        x += width + GAP
    words = ", ".join(f"{row.words} {row.share}" for row in rows)
    return Parts(score=tenths(score), rows=rows, words=words)


def _few(shares: Sequence[TypeShare]) -> list[tuple[str, int, int]]:
    """Words, count and share of as many as there are colours; the smallest go together."""
    named = shares if len(shares) <= COLOURS else shares[: COLOURS - 1]
    few = [(type_words(share.type), share.count, share.tenths) for share in named]
    rest = shares[len(named) :]
    if rest:
        few.append((gettext("Other"), sum(s.count for s in rest), sum(s.tenths for s in rest)))
    return few


def _activities(count: int) -> str:
    words = ngettext("%(count)s activity", "%(count)s activities", count)
    return words % {"count": points(count)}
