"""Web processes are killed in the middle of sending: nothing acknowledged is lost or doubled.

What was acknowledged is noted outside the system, as it was answered, and never sent again; what
was not is sent again until it is. Then an independent look compares the two.
"""

import base64
import contextlib
import http.client
import json
import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.sdks.conftest import ENGINES, LONG
from tests.sdks.installation import Installation, running

pytestmark = pytest.mark.xdist_group("sdks")
KILLS = 100 if LONG else 5
SENDERS = 3
A_BATCH = 20
PAUSE = (0.5, 2.5)
# Longer than it takes to start again, with all that else the machine does.
PATIENCE = 120
TAKEN = "SELECT taken FROM activities_sourceday"


@dataclass
class Sent:
    """Batches by their number, in the order they were acknowledged, and how often one failed."""

    acknowledged: list[int] = field(default_factory=list)
    failures: int = 0


def batch(number: int) -> bytes:
    events = [
        {
            "type": "track",
            "messageId": f"b{number}-{place}",
            "userId": f"u-{place}",
            "event": "Pricing Viewed",
        }
        for place in range(A_BATCH)
    ]
    return json.dumps({"batch": events}).encode()


def post(installation: Installation, body: bytes) -> int:
    """The status; 0 where the connection broke."""
    told = base64.b64encode(f"{installation.key}:".encode()).decode()
    headers = {"Authorization": f"Basic {told}", "Connection": "close"}
    door = http.client.HTTPConnection("127.0.0.1", installation.unit.port, timeout=30)
    try:
        door.request("POST", "/v1/batch", body, headers)
        answer = door.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        door.close()


def send(installation: Installation, sender: int, over: threading.Event, sent: Sent) -> None:
    """As an SDK does: each batch until it is acknowledged, then the next."""
    number = sender
    while not over.is_set():
        until = time.monotonic() + PATIENCE
        while post(installation, batch(number)) != 200:
            assert time.monotonic() < until, "Nobody answers any more."
            sent.failures += 1
            time.sleep(0.05)
        sent.acknowledged.append(number)
        number += SENDERS


def kill(installation: Installation, chance: random.Random) -> None:
    """One of the processes that answer, or both, or their master too."""
    unit = installation.unit
    assert unit.process is not None
    with contextlib.suppress(ProcessLookupError, FileNotFoundError):
        servers = sorted(unit.servers())
        for pid in chance.sample(servers, min(len(servers), chance.choice((1, 2)))):
            os.kill(pid, signal.SIGKILL)
        if chance.random() < 0.3:
            unit.process.kill()


def tend(installation: Installation, over: threading.Event) -> None:
    """As systemd does: what has ended is started again."""
    unit = installation.unit
    while not over.wait(0.1):
        assert unit.process is not None
        if unit.process.poll() is not None:
            unit.start("--workers", "2")


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_acknowledged_is_lost_and_nothing_doubled(tmp_path: Path, engine: str):
    seed = random.randrange(10**9)
    chance, sent, over = random.Random(seed), Sent(), threading.Event()
    with running(tmp_path, engine) as installation:
        senders = [
            threading.Thread(target=send, args=(installation, number, over, sent))
            for number in range(SENDERS)
        ]
        tending = threading.Event()
        tender = threading.Thread(target=tend, args=(installation, tending))
        for thread in (*senders, tender):
            thread.start()
        for _kill in range(KILLS):
            time.sleep(chance.uniform(*PAUSE))
            kill(installation, chance)
        # Life has gone on since the last death, of whichever sender it is.
        waited, since = time.monotonic(), len(sent.acknowledged)
        while len(sent.acknowledged) <= since + SENDERS:
            assert time.monotonic() < waited + PATIENCE, "Nobody answers any more."
            time.sleep(0.05)
        over.set()
        for thread in senders:
            thread.join()
        tending.set()
        tender.join()
        rows, days = installation.rows(), installation.query(TAKEN)
    count = len(sent.acknowledged) * A_BATCH
    told = f"seed {seed}, {len(sent.acknowledged)} batches, {sent.failures} tries failed"
    assert sent.failures > 0, told
    assert rows["seen"] == rows["activity"] == count, told
    assert sum(taken for (taken,) in days) == count, told
