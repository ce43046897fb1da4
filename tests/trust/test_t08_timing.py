"""T8: how long an answer takes does not tell whether an address has an account either.

Each address is asked as often as the other, in random order; AUC is the chance that an answer about
an account takes longer than one about a stranger: 0.5 tells nothing.
"""

import random
import time

import pytest
from django.core.cache import cache

from tests.cast.people import aubier, dafydd
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db

SAMPLES, SPREAD = (2_000, 0.05) if LONG else (200, 0.10)
KNOWN, STRANGER = "dafydd.prys-howell@aubier.example", "nobody.prys-howell@aubier.example"
SEED = 20_261_124


def sign_in(client, address: str) -> None:
    client.post("/sign-in/", {"address": address, "password": "not the password at all"})


def ask_reset(client, address: str) -> None:
    client.post("/password/reset/", {"address": address})


def auc(longer: list[float], shorter: list[float]) -> float:
    """The chance that one of `longer` is above one of `shorter`, ties by half."""
    ranked = sorted([(t, 1) for t in longer] + [(t, 0) for t in shorter])
    ranks = sum(place for place, (_t, known) in enumerate(ranked, 1) if known)
    pairs = len(longer) * len(shorter)
    return (ranks - len(longer) * (len(longer) + 1) / 2) / pairs


def measured(client, journey, seed: int) -> float:
    taken: dict[str, list[float]] = {KNOWN: [], STRANGER: []}
    asked = [KNOWN, STRANGER] * SAMPLES
    random.Random(seed).shuffle(asked)
    for address in [KNOWN, STRANGER, *asked]:
        cache.clear()  # else the throttle would answer
        start = time.perf_counter()
        journey(client, address)
        taken[address].append(time.perf_counter() - start)
    return auc(taken[KNOWN][1:], taken[STRANGER][1:])


@pytest.mark.parametrize("journey", [sign_in, ask_reset])
def test_time_does_not_tell_an_account_from_a_stranger(client, journey, counted):
    """Measured anew before it is believed: chance alone exceeds the bounds in one run of 2,000."""
    aubier()
    dafydd()
    found = measured(client, journey, SEED)
    if abs(found - 0.5) > SPREAD:
        found = measured(client, journey, SEED + 1)
    counted(f"{journey.__name__}: {SAMPLES} samples a class, AUC {found:.3f}")
    assert abs(found - 0.5) <= SPREAD
