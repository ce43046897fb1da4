"""The panel “Likelihood of winning” of an account's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from lorgnette.insight.likelihood import Likelihood
from lorgnette.web.insight.figures import points, signed_points
from lorgnette.web.insight.reasons import tone
from lorgnette.web.prediction.words import level_words, name_words, odds_words, percent


@dataclass(frozen=True, slots=True)
class TermLine:
    """What one thing adds: points of percent, and the log-odds behind them."""

    words: str
    level: str
    points: str
    odds: str
    tone: str


@dataclass(frozen=True, slots=True)
class LikelihoodPanel:
    """The points of `rows` and `start` sum to `percent`; `deals` says whose it is."""

    percent: str
    start: str
    odds: str
    start_odds: str
    rows: Sequence[TermLine]
    deals: str
    learned_at: datetime


def panel(seen: Likelihood) -> LikelihoodPanel:
    """In the reader's language."""
    told = seen.told
    words = ngettext("%(count)s open opportunity", "%(count)s open opportunities", seen.deals)
    return LikelihoodPanel(
        percent=percent(told.percent / 100),
        start=percent(told.start / 100),
        odds=odds_words(told.odds),
        start_odds=odds_words(told.start_odds),
        rows=[
            TermLine(
                words=name_words(term.name),
                level=level_words(term.name, term.level),
                points=signed_points(term.points),
                odds=odds_words(term.odds),
                tone=tone(term.points),
            )
            for term in told.terms
        ],
        deals=words % {"count": points(seen.deals)},
        learned_at=seen.learned_at,
    )
