"""T8: nor does the time of an answer tell whether an address has an account."""

import random
import time

import pytest
from django.conf import settings as product

from lorgnette.users import failures
from lorgnette.users.passwords import Argon2idHasher
from tests.cast.people import aubier, dafydd
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "dafydd.prys-howell@aubier.example", "nobody.at-allxxxxx@aubier.example"
# Half the pairs in their order and half in the other: 0.5 tells nothing.
SAMPLES, LEAST, MOST = (2000, 0.45, 0.55) if LONG else (200, 0.40, 0.60)


@pytest.fixture(autouse=True)
def _unlimited(settings, monkeypatch):
    """No throttle, and in the short form a cheap hash: what differs beside it shows the more."""
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(failures, "MOST", 1_000_000)
    if not LONG:
        monkeypatch.setattr(Argon2idHasher, "memory_cost", 64)
        monkeypatch.setattr(Argon2idHasher, "time_cost", 1)
    aubier()
    person = dafydd()
    person.set_password("curtain-up at eight tonight")
    person.save()
    assert product.ACCOUNT_RATE_LIMITS is False


def sign_in(client, address):
    return client.post("/sign-in/", {"address": address, "password": "not the password at all"})


def ask_reset(client, address):
    return client.post("/password/reset/", {"address": address})


@pytest.mark.parametrize("journey", [sign_in, ask_reset])
def test_the_time_tells_nothing(client, journey):
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for address in (KNOWN, UNKNOWN) * 5:
        journey(client, address)
    for _ in range(SAMPLES):
        for address in random.sample((KNOWN, UNKNOWN), 2):
            began = time.perf_counter()
            journey(client, address)
            times[address].append(time.perf_counter() - began)
    told = auc(times[KNOWN], times[UNKNOWN])
    print(f"T8: {journey.__name__}, {SAMPLES} samples a class, AUC {told:.3f}")
    assert LEAST <= told <= MOST


def test_a_difference_would_show():
    slow, fast = [0.011 + n / 1e6 for n in range(50)], [0.010 + n / 1e6 for n in range(50)]
    assert auc(slow, fast) == 1.0
    assert auc(fast, fast) == 0.5


def auc(some: list[float], others: list[float]) -> float:
    """How likely one of `some` takes longer than one of `others`; equal ones count half."""
    wins = sum((a > b) + (a == b) / 2 for a in some for b in others)
    return wins / (len(some) * len(others))
