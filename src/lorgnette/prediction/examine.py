"""Learns from all decided deals and tries it out of time; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from lorgnette.kernel import clock
from lorgnette.prediction.cases import Case
from lorgnette.prediction.decided import decided
from lorgnette.prediction.fit import Fitted, fit
from lorgnette.prediction.trial import LEAST_LEARNED, Trial, tried
from lorgnette.prediction.verdict import verdict
from lorgnette.workspace.settings import current


@dataclass(frozen=True, slots=True)
class Examined:
    """`won` and `lost` deals that could be learned from, of `deals` decided ones.

    `fitted` is learned of all of them; None with too few of an outcome to learn anything.
    """

    deals: int
    won: int
    lost: int
    trial: Trial
    verdict: str
    fitted: Fitted | None


def examine() -> Examined:
    """As things stand today: some seconds for tens of thousands of deals."""
    found = decided(clock.today(current().zone))
    return examined(found.cases, found.deals)


def examined(cases: Sequence[Case], deals: int) -> Examined:
    """Pure."""
    won = sum(case.won for case in cases)
    lost, trial = len(cases) - won, tried(cases)
    return Examined(
        deals=deals,
        won=won,
        lost=lost,
        trial=trial,
        verdict=verdict(won, lost, trial),
        fitted=fit(cases) if min(won, lost) >= LEAST_LEARNED else None,
    )
