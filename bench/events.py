"""Events coming in over HTTP, each request on the disk before its answer."""

from django.db import connection

from bench import again
from bench.event_load import A_BATCH, Answered, batches, identities, send, serving
from bench.rows import Row, quantile
from bench.sync import company
from lorgnette.accounts.models import Person
from lorgnette.activities import event_sources
from lorgnette.activities.models import Activity, DayCount, Seen
from lorgnette.crm.sync import sync
from lorgnette.kernel.actor import SYSTEM
from tests.cast import invited

# Behind it are 1,700 a second, which RudderStack publishes of two cores.
AIM = 3_000
AIM_MS = 1_000
CONNECTIONS = 4
TABLES = (Activity, Seen, DayCount)


def measure(*, quick: bool) -> list[Row]:
    """Of people whom the CRM knows: each event is placed into their account and counted."""
    invited.aubier()
    sync(company(quick=True).ref)
    made = event_sources.create(SYSTEM, "Website")
    people = Person.objects.exclude(address_key="").order_by("pk")
    addresses = list(people.values_list("address", flat=True))
    known = again.count(TABLES)
    with serving() as port:
        send(port, made.key, list(identities(addresses)), 1)
        users = [f"u-{n}" for n in range(len(addresses))]
        bodies = batches(users, 60 if quick else 300, seed=1)
        send(port, made.key, batches(users, 5, seed=2), CONNECTIONS)
        done = send(port, made.key, bodies, CONNECTIONS)
    if done.taken != len(bodies) * A_BATCH:
        raise RuntimeError(f"{done.taken} of {len(bodies) * A_BATCH} were taken.")
    return [_rate(done, known), _wait(done)]


def _rate(done: Answered, known: int) -> Row:
    """The database's own rate is of all rows of the tables, those before included."""
    written = again.count(TABLES)
    own = written / again.seconds_to_write(TABLES)
    rate, rows = done.taken / done.seconds, (written - known) / done.seconds
    told = f"the aim of {AIM:,}; {rows:,.0f} rows/s, {rows / own:.2f} of what the database writes"
    return Row(
        section="events",
        what=f"{A_BATCH} a request, {CONNECTIONS} connections",
        value=rate,
        unit="events/s",
        engine="its",
        ratio=rate / AIM,
        beside=f"{told} in one go",
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
        beside=f"the aim of {AIM_MS} ms (p50 {p50:.0f} ms), {connection.vendor}",
    )
