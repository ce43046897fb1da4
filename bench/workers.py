"""Workers beside each other: how fast they drain one outbox to a server that takes its time."""

import subprocess
import sys
import time
from contextlib import ExitStack

from django.db import connection

from bench import sink
from bench.rows import Row
from lorgnette.mail import outbox
from lorgnette.mail.models import Message
from lorgnette.mail.retries import STANDARD
from tests.mail.letters import aubier, to_many

SECONDS_A_MAIL = 0.05


def measure(*, quick: bool) -> list[Row]:
    """SQLite is for one machine and one worker."""
    aubier()
    numbers = (1, 2, 4) if connection.vendor == "postgresql" else (1,)
    most = STANDARD.threads / SECONDS_A_MAIL
    rates = {number: _drained(number, (160 if quick else 600) * number) for number in numbers}
    return [_row(number, rate, rates[1], most * number) for number, rate in rates.items()]


def _drained(workers: int, count: int) -> float:
    """Mails a second, from the moment that all workers are ready."""
    Message.objects.all().delete()
    outbox.put_many(to_many(count))
    with sink.serving(SECONDS_A_MAIL) as port, ExitStack() as stack:
        started = [stack.enter_context(_worker(port)) for _n in range(workers)]
        for worker in started:
            worker.stdout.readline()
        began = time.perf_counter()
        for worker in started:
            print(file=worker.stdin, flush=True)
        sent = sum(int(worker.stdout.readline()) for worker in started)
        took = time.perf_counter() - began
    twice = Message.objects.exclude(maybe_twice_at=None).count()
    if (sent, twice) != (count, 0):
        raise RuntimeError(f"{sent} of {count} were sent, {twice} perhaps twice.")
    return count / took


def _worker(port: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.drainer", str(port)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _row(workers: int, rate: float, one: float, most: float) -> Row:
    words = "1 worker" if workers == 1 else f"{workers} workers"
    told = f"one worker (at most {most:.0f} a second over their connections)"
    return Row(
        section="workers",
        what=f"{words}, a server that takes {SECONDS_A_MAIL * 1000:.0f} ms a mail",
        value=rate,
        unit="mails/s",
        engine="its",
        ratio=rate / one,
        beside=told,
    )
