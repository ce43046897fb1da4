"""Events as an SDK sends them, a hundred a request, over connections that stay open."""

import base64
import http.client
import json
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from os import environ, sysconf
from pathlib import Path
from queue import Empty, SimpleQueue

from tests.journey.waiting import wait_until
from tests.mail.servers import closed_port

A_BATCH = 100
NAMES = ("Pricing Viewed", "Whitepaper Downloaded", "Demo Requested", "Signed Up", "Search Done")
PAGES = ("/", "/pricing", "/docs/start", "/blog/how-to", "/customers")
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"


@dataclass(slots=True)
class Answered:
    """Seconds that each request took; how long all of them did, and how many events were new."""

    took: list[float] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def taken(self) -> int:
        return sum(self.counts)


def batches(users: Sequence[str], count: int, seed: int) -> list[bytes]:
    """Of people who are known, at any time of the last month."""
    chance, now = random.Random(seed), datetime.now(UTC)
    return [
        _batch([_event(chance, now, chance.choice(users)) for _n in range(A_BATCH)], now)
        for _m in range(count)
    ]


def identities(addresses: Sequence[str]) -> Iterator[bytes]:
    """Who the users u-0, u-1, … are."""
    now = datetime.now(UTC)
    for start in range(0, len(addresses), A_BATCH):
        part = list(enumerate(addresses[start : start + A_BATCH], start))
        yield _batch(
            [
                {
                    "type": "identify",
                    "messageId": f"id-{n}",
                    "userId": f"u-{n}",
                    "anonymousId": f"anon-u-{n}",
                    "traits": {"email": address},
                    "timestamp": now.isoformat(),
                }
                for n, address in part
            ],
            now,
        )


def one(user: str, number: int) -> bytes:
    """A demo that somebody asks for now."""
    now = datetime.now(UTC)
    call = {"type": "track", "event": "Demo Requested", "userId": user}
    told = {"messageId": f"one-{number}", "properties": {"number": number}}
    return _batch([{**call, **told, "timestamp": now.isoformat()}], now)


def send(port: int, key: str, bodies: Sequence[bytes], connections: int) -> Answered:
    """Every body once, by so many at the same time. Raises RuntimeError where one is not taken."""
    waiting: SimpleQueue[bytes] = SimpleQueue()
    for body in bodies:
        waiting.put(body)
    done = Answered()
    threads = [
        threading.Thread(target=_send_all, args=(port, key, waiting, done))
        for _n in range(connections)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.seconds = time.perf_counter() - began
    if done.failed:
        raise RuntimeError(done.failed[0])
    return done


def _send_all(port: int, key: str, waiting: "SimpleQueue[bytes]", done: Answered) -> None:
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not done.failed:
        try:
            body = waiting.get_nowait()
        except Empty:
            break
        began = time.perf_counter()
        status, answer = _post(door, key, body)
        done.took.append(time.perf_counter() - began)
        if status == 200:
            done.counts.append(json.loads(answer)["taken"])
        else:
            done.failed.append(f"{status} {answer[:200]!r}")
    door.close()


@dataclass(frozen=True, slots=True)
class Serving:
    """Where it listens, and its processes; the web's is the first."""

    port: int
    processes: "list[subprocess.Popen[bytes]]"

    def web_cpu_seconds(self) -> float:
        """What the processes that answer have used so far."""
        return _cpu_seconds(self.processes[0].pid)


@contextmanager
def serving(*, worker: bool = False) -> Iterator[Serving]:
    """The installation that the environment names."""
    port = closed_port()
    given = environ | {
        "LORGNETTE_PORT": str(port),
        "LORGNETTE_BASE_URL": f"http://127.0.0.1:{port}",
    }
    commands = [["web"], *([["worker"]] if worker else [])]
    started = [
        subprocess.Popen([sys.executable, "-m", "lorgnette", *command], env=given)
        for command in commands
    ]
    try:
        wait_until(lambda: _answers(port), 60, "The server did not start.")
        yield Serving(port, started)
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def _cpu_seconds(pid: int) -> float:
    """User's and system's, with all children."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = (int(told[11]) + int(told[12])) / sysconf("SC_CLK_TCK")
    return own + sum(_cpu_seconds(int(child)) for child in children)


def _answers(port: int) -> bool:
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        door.request("GET", "/readyz")
        return door.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        door.close()


def _post(door: http.client.HTTPConnection, key: str, body: bytes) -> tuple[int, bytes]:
    told = base64.b64encode(f"{key}:".encode()).decode()
    headers = {"Authorization": f"Basic {told}", "Content-Type": "application/json"}
    door.request("POST", "/v1/batch", body, headers)
    answer = door.getresponse()
    return answer.status, answer.read()


def _event(chance: random.Random, now: datetime, user: str) -> dict[str, object]:
    at = now - timedelta(seconds=chance.randrange(30 * 86_400))
    path = chance.choice(PAGES)
    page = {
        "path": path,
        "title": f"Aubier Systems {path}",
        "url": f"https://www.aubier.example{path}",
        "referrer": "https://search.example/",
    }
    told = {
        "messageId": f"ajs-next-{uuid.UUID(int=chance.getrandbits(128))}",
        "userId": user,
        "anonymousId": f"anon-{user}",
        "timestamp": at.isoformat(timespec="milliseconds"),
        "context": {
            "ip": "203.0.113.7",
            "library": {"name": "analytics.js", "version": "next-1.81.0"},
            "locale": "fr-FR",
            "page": page,
            "userAgent": AGENT,
            "timezone": "Europe/Paris",
        },
        "integrations": {},
    }
    if chance.random() < 0.6:
        return {**told, "type": "page", "properties": page}
    properties = {"plan": "enterprise", "seats": chance.randrange(500), "section": path}
    return {**told, "type": "track", "event": chance.choice(NAMES), "properties": properties}


def _batch(events: list[dict[str, object]], now: datetime) -> bytes:
    return json.dumps({"batch": events, "sentAt": now.isoformat()}).encode()
