"""Sending: how long Send takes to answer, and how fast the outbox drains afterwards."""

import smtplib
import time
from concurrent.futures import ThreadPoolExecutor

from bench import again, crowd, sink
from bench.machine import seconds
from bench.rows import Row
from lorgnette.audit.models import Detail, Entry
from lorgnette.directory.search import CrmFilter
from lorgnette.invitations import draft, send
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.mail.parcels import parcel
from lorgnette.mail.retries import STANDARD
from lorgnette.mail.transports.smtp import SmtpTransport
from lorgnette.users.actors import actor_of
from lorgnette.users.models import CrmLink, Member
from lorgnette.workspace.settings import current
from tests.cast import invited

TABLES = (Member, CrmLink, Message, Invitation, Entry, Detail)


def measure(*, quick: bool) -> list[Row]:
    count, to_deliver = (2_000, 400) if quick else (5_000, 2_500)
    invited.aubier()
    took = _send(count)
    ceiling = again.seconds_to_write(TABLES)
    written = again.count(TABLES)
    with sink.serving() as port:
        bare, mails = _bare(port, to_deliver), _drain(port, to_deliver)
    return [
        _row(
            f"Send of {count:,} people until it answers",
            took,
            "s",
            ceiling / took,
            f"the database alone writes the {written:,} rows in {ceiling:.2f} s",
        ),
        _row(
            f"delivery, {STANDARD.threads} connections",
            mails,
            "mails/s",
            mails / bare,
            f"a bare loop renders and sends {bare:.0f} a second",
        ),
    ]


def _send(count: int) -> float:
    helene = invited.administrator()
    crowd.crm_users(count, "guest")
    everybody = CrmFilter(profile="guest")
    ref = draft.start(helene, all_matching=everybody, account_insight=True)
    return seconds(lambda: send.send(actor_of(helene), ref))


def _drain(port: int, count: int) -> float:
    """As the worker does it."""
    via, began = SmtpTransport(f"smtp://127.0.0.1:{port}"), time.perf_counter()
    told = deliver_due("bench", count, via=via)
    if told != {"sent": count}:
        raise RuntimeError(f"Not all were sent: {dict(told)}")
    return count / (time.perf_counter() - began)


def _bare(port: int, count: int) -> float:
    """Renders and sends the same messages over as many connections, and notes nothing."""
    box, rows = sealer(), Message.objects.select_related("text").order_by("pk")[:count]
    due = [(row, box.open(bytes(row.sealed or b""))) for row in rows]
    parts = [due[start :: STANDARD.threads] for start in range(STANDARD.threads)]
    sender = current().sender_address
    with ThreadPoolExecutor(STANDARD.threads) as pool:
        began = time.perf_counter()
        list(pool.map(lambda part: _carry(port, sender, part), parts))
        return len(due) / (time.perf_counter() - began)


def _carry(port: int, sender: str, part: list[tuple[Message, str]]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for message, link in part:
            mail = parcel(message, link, sender, clock.now())
            connection.sendmail(mail.sender, [mail.recipient], mail.content)


def _row(what: str, value: float, unit: str, ratio: float, beside: str) -> Row:
    return Row(
        section="send", what=what, value=value, unit=unit, engine="its", ratio=ratio, beside=beside
    )
