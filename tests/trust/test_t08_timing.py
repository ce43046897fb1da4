"""T8: nor does the time of an answer tell whether an address has an account, or a link a person.

Known and unknown take turns, so that whatever else the machine does hits both alike. The thread's
own time is measured too: it shows what a busy machine would hide.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings as product
from django.test import Client

from lorgnette.invitations.models import Invitation, LinkAsk
from lorgnette.kernel import clock
from lorgnette.kernel.tokens import new_token
from lorgnette.users import failures
from lorgnette.users.passwords import Argon2idHasher
from tests.cast import invited
from tests.cast.people import aubier, dafydd
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db

SEED = 20_261_124
KNOWN, UNKNOWN = "dafydd.prys-howell@aubier.example", "nobody.at-allxxxxx@aubier.example"
# Half the pairs in their order and half in the other: 0.5 tells nothing.
SAMPLES, LEAST, MOST = (2000, 0.45, 0.55) if LONG else (200, 0.40, 0.60)

Times = tuple[list[float], list[float]]


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


@dataclass(frozen=True)
class Door:
    """Asks as somebody known or as nobody; `before` is not counted."""

    ask: Callable[[bool], object]
    before: Callable[[], object] = lambda: None


def sign_in(client: Client) -> Door:
    form = {"password": "not the password at all"}
    return Door(
        lambda known: client.post("/sign-in/", form | {"address": KNOWN if known else UNKNOWN})
    )


def ask_reset(client: Client) -> Door:
    return Door(
        lambda known: client.post("/password/reset/", {"address": KNOWN if known else UNKNOWN})
    )


def ask_link(_client: Client) -> Door:
    """Two browsers: one came through a link that ran out, one through one that never was."""
    ana = invited.crm_user("Ana", "Lindqvist")
    invited.invite(invited.administrator("Ines", "Haddad"), ana)
    Invitation.objects.update(link_ends_at=clock.now() - timedelta(hours=1))
    browsers = {True: came_with(invited.token(ana)), False: came_with(new_token())}
    return Door(
        lambda known: browsers[known].post("/invitation/ask/"), LinkAsk.objects.all().delete
    )


def came_with(token: str) -> Client:
    browser = Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
    browser.get(f"/i/{token}")
    assert browser.post("/invitation/ask/")["Location"] == "/invitation/asked/"
    return browser


@pytest.mark.parametrize("door", [sign_in, ask_reset, ask_link])
def test_the_time_tells_nothing(client, door, counted):
    seen, own = measured(door(client))
    counted(f"{door.__name__}: {SAMPLES:,} a class, AUC {auc(*seen):.3f}, own time {auc(*own):.3f}")
    assert LEAST <= auc(*seen) <= MOST
    assert LEAST <= auc(*own) <= MOST


def measured(door: Door) -> tuple[Times, Times]:
    """How long the answers to known and unknown took, and how long the thread was at work."""
    dice, seen, own = random.Random(SEED), ([], []), ([], [])
    for number in range(-10, SAMPLES):
        for known in dice.sample((True, False), 2):
            door.before()
            began, worked = time.perf_counter(), time.thread_time()
            door.ask(known)
            if number >= 0:
                own[not known].append(time.thread_time() - worked)
                seen[not known].append(time.perf_counter() - began)
    return seen, own


def test_a_difference_would_show():
    slow, fast = [0.011 + n / 1e6 for n in range(50)], [0.010 + n / 1e6 for n in range(50)]
    assert auc(slow, fast) == 1.0
    assert auc(fast, fast) == 0.5


def auc(some: list[float], others: list[float]) -> float:
    """How likely one of `some` takes longer than one of `others`; equal ones count half."""
    wins = sum((a > b) + (a == b) / 2 for a in some for b in others)
    return wins / (len(some) * len(others))
