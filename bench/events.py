"""Events coming in over HTTP, each request on the disk before its answer."""

import json
import os
import subprocess
import sys
import threading
import time
from statistics import median

from django.db import connection

from bench import again
from bench.event_load import A_BATCH, Answered, batches, identities, one, send, serving
from bench.rows import Row, quantile
from bench.sync import company
from lorgnette.accounts.models import Person
from lorgnette.activities import event_sources
from lorgnette.activities.models import Activity, DayCount, Seen
from lorgnette.crm.sync import sync
from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring.models import AccountScore
from tests.cast import invited
from tests.trust.database import durable

# Behind it are 1,700 a second, which RudderStack publishes of two cores.
AIM = 3_000
AIM_MS = 1_000
AIM_SECONDS = 5
PATIENCE = 120
DURABLE = "LORGNETTE_BENCH_DURABLE"
CONNECTIONS = 4
TABLES = (Activity, Seen, DayCount)


def measure(*, quick: bool) -> list[Row]:
    """PostgreSQL on a cluster that writes through at each commit: what is acknowledged stays."""
    if connection.vendor == "postgresql" and DURABLE not in os.environ:
        with durable() as database:
            return _elsewhere(database.url, quick=quick)
    return _measured(quick=quick)


def _elsewhere(url: str, *, quick: bool) -> list[Row]:
    given = os.environ | {"LORGNETTE_DATABASE_URL": url, DURABLE: "1"}
    for command in (["migrate"], ["createcachetable"]):
        django = [sys.executable, "-m", "django", *command, "--verbosity", "0"]
        subprocess.run(django, env=given, check=True)
    section = [sys.executable, "-m", "bench.section", "events", *(["--quick"] if quick else [])]
    done = subprocess.run(section, env=given, stdout=subprocess.PIPE, check=True)
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])["rows"]]


def _measured(*, quick: bool) -> list[Row]:
    """Of people whom the CRM knows: each event is placed into their account and counted."""
    invited.aubier()
    sync(company(quick=True).ref)
    made = event_sources.create(SYSTEM, "Website")
    people = Person.objects.exclude(address_key="").order_by("pk")
    addresses = list(people.values_list("address", flat=True))
    known = again.count(TABLES)
    users = [f"u-{n}" for n in range(len(addresses))]
    bodies = batches(users, 60 if quick else 300, seed=1)
    with serving() as there:
        send(there.port, made.key, list(identities(addresses)), 1)
        send(there.port, made.key, batches(users, 5, seed=2), CONNECTIONS)
        before = there.web_cpu_seconds()
        done = send(there.port, made.key, bodies, CONNECTIONS)
        cpu = there.web_cpu_seconds() - before
    if done.taken != len(bodies) * A_BATCH:
        raise RuntimeError(f"{done.taken} of {len(bodies) * A_BATCH} were taken.")
    rows = [_rate(done, known, cpu), _wait(done)]
    return [*rows, _score(made.key, batches(users, 20 if quick else 200, seed=3), users)]


def _score(key: str, bodies: list[bytes], users: list[str]) -> Row:
    """While events come in without a pause, one asks for a demo: when does the score know?"""
    waited: list[float] = []
    with serving(worker=True) as there:
        load = threading.Thread(target=send, args=(there.port, key, bodies, CONNECTIONS))
        load.start()
        number = 0
        while load.is_alive() or not waited:
            waited.append(_followed(there.port, key, users[-1 - number], number))
            number += 1
        load.join()
    return Row(
        section="events",
        what="from an event to the account’s score, at that load: worst",
        value=max(waited),
        unit="s",
        engine="its",
        ratio=max(waited) / AIM_SECONDS,
        beside=f"the aim of {AIM_SECONDS} s ({len(waited)} times, median {median(waited):.1f} s)",
    )


def _followed(port: int, key: str, user: str, number: int) -> float:
    """Seconds from before the request until the account’s score knows of the event."""
    began = time.perf_counter()
    send(port, key, [one(user, number)], 1)
    event = Activity.objects.filter(properties__number=number).get()
    knows = AccountScore.objects.filter(account=event.account_id, last_activity_at__gte=event.at)
    while not knows.exists():
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError("The score does not follow.")
        time.sleep(0.05)
    return time.perf_counter() - began


def _rate(done: Answered, known: int, cpu: float) -> Row:
    """The database's own rate is of all rows of the tables, those before included."""
    written = again.count(TABLES)
    own = written / again.seconds_to_write(TABLES)
    rate, rows = done.taken / done.seconds, (written - known) / done.seconds
    told = f"the aim of {AIM:,}; {1e6 * cpu / done.taken:.0f} µs of the server’s processors each"
    share = f"{rows:,.0f} rows/s, {rows / own:.2f} of what the database writes in one go"
    return Row(
        section="events",
        what=f"{A_BATCH} a request, {CONNECTIONS} connections",
        value=rate,
        unit="events/s",
        engine="its",
        ratio=rate / AIM,
        beside=f"{told}; {share}",
    )


def _wait(done: Answered) -> Row:
    p50, p95 = 1000 * quantile(done.took, 0.5), 1000 * quantile(done.took, 0.95)
    return Row(
        section="events",
        what="a request: p95",
        value=p95,
        unit="ms",
        engine="its",
        ratio=p95 / AIM_MS,
        beside=f"the aim of {AIM_MS} ms (p50 {p50:.0f} ms)",
    )
