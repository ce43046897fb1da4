"""The gate opens on planted deals with a signal and stays shut on noise."""

import os

import pytest

from lorgnette.prediction.examine import examined
from lorgnette.prediction.trial import Trial
from lorgnette.prediction.verdict import FEW, LEAST_JUDGED, LEAST_OF_EACH, NO_SKILL, OPEN, verdict
from tests.prediction.planted import deals

LONG = os.environ.get("LORGNETTE_TRUST") == "long"
SEEDS = range(100 if LONG else 5)
# Of a hundred.
MOST_FALSE, LEAST_TRUE = 2, 95


def opened(**planted: float) -> int:
    found = (examined(deals(seed, **planted), deals=0).verdict for seed in SEEDS)
    return sum(one == OPEN for one in found)


def test_it_opens_where_there_is_a_signal():
    assert opened(signal=1.0) >= len(SEEDS) * LEAST_TRUE / 100


@pytest.mark.parametrize("drift", [0.0, 2.0])
def test_it_stays_shut_on_noise(drift):
    assert opened(signal=0.0, drift=drift) <= len(SEEDS) * MOST_FALSE / 100


def trial(won: int = 100, lost: int = 100, skill: float | None = 0.1, bound: float | None = 0.05):
    return Trial(won, lost, skill, bound, [])


@pytest.mark.parametrize(
    ("won", "lost", "found", "said"),
    [
        (500, 500, trial(), OPEN),
        (LEAST_OF_EACH, LEAST_OF_EACH, trial(LEAST_JUDGED, LEAST_JUDGED), OPEN),
        (LEAST_OF_EACH - 1, 500, trial(), FEW),
        (500, LEAST_OF_EACH - 1, trial(), FEW),
        (500, 500, trial(won=LEAST_JUDGED - 1), FEW),
        (500, 500, trial(skill=None, bound=None), FEW),
        (500, 500, trial(bound=None), FEW),
        (500, 500, trial(bound=0.0), NO_SKILL),
        (500, 500, trial(bound=-0.01), NO_SKILL),
        (500, 500, trial(skill=0.009, bound=0.008), NO_SKILL),
        (500, 500, trial(skill=-0.2, bound=-0.3), NO_SKILL),
    ],
)
def test_skill_has_to_be_sure_and_on_enough_of_both(won, lost, found, said):
    assert verdict(won, lost, found) == said
