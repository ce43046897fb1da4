"""C3: whatever a mail server does, every mail ends sent, bounced or visibly failed; none is stuck.

A server that at random refuses for now or for ever, drops, hangs or drips in any phase: what it
does on each connection is drawn by the seed and the connection's number. What looks like an outage
(a misdeed at the door, or 421) puts off all that is due: the long form, with its many mails, has
fewer of these. Each misdeed by itself is told in tests/mail/test_deliver.py: refusals in every
phase, a server that is not there, that hangs, drips, drops after the data, or whose TLS fails.
"""

import random
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from lorgnette.audit.models import Entry
from lorgnette.mail import outbox
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import Message
from lorgnette.mail.transports.smtp import SmtpTransport
from tests.mail.letters import QUICK, aubier, to_many
from tests.mail.servers import DRIP, DROP, HANG, Rogue, Visit, serving
from tests.trust.races import LONG

SEED, ROUNDS = 20_261_124, 400
MANY, THREADS, OUTAGES = (10_000, 8, 0.0005) if LONG else (60, 0, 0.1)
MISDEEDS = [
    "421 4.3.2 Going down",
    "450 4.2.1 Greylisted",
    "451 4.3.0 Later",
    "452 4.2.2 Full for now",
    "550 5.1.1 No such user",
    "552 5.2.2 Full for ever",
    "what?",
    DROP,
]
SLOW = [HANG, DRIP]


def moody(seed: int) -> Rogue:
    """Misbehaves in a tenth of its answers; seldom slowly, since that takes a second each."""
    dice = defaultdict[int, random.Random](random.Random)

    def react(phase: str, visit: Visit) -> str | None:
        if visit.number not in dice:
            dice[visit.number].seed(f"{seed} {visit.number}")
        drawn = dice[visit.number]
        if drawn.random() < OUTAGES:
            return drawn.choice([*MISDEEDS, *SLOW])
        if phase in ("connect", "ehlo", "mail"):
            return None
        if drawn.random() < 0.005:
            return drawn.choice(SLOW)
        return drawn.choice(MISDEEDS[1:]) if drawn.random() < 0.1 else None

    return Rogue(react)


@pytest.mark.django_db
def test_every_mail_comes_to_an_end_that_is_told(counted):
    aubier()
    outbox.put_many(to_many(MANY))
    pace = replace(QUICK, threads=THREADS)
    with serving(moody(SEED)) as server:
        for number in range(ROUNDS):
            deliver_due(f"worker {number}", MANY, pace=pace, via=SmtpTransport(server.url))
            if not Message.objects.filter(final=False).exists():
                break
    ended = Counter(map(end, Message.objects.all()))
    counted(f"{MANY:,} mails, stuck {ended['']}; {dict(ended)}")
    assert {"sent", "bounced"} <= set(ended) <= {"sent", "bounced", "failed"}
    assert not Message.objects.exclude(sealed=None).exists()
    taken = Counter(receipt.message_id for receipt in server.receipts)
    for message in Message.objects.all():
        copies = taken[message.message_id]
        assert end(message) != "sent" or copies, "said to be sent, and never taken"
        assert copies < 2 or message.maybe_twice_at, "taken twice, and not flagged"
        assert end(message) == "sent" or message.reply_text, "lost without a word"
    assert Entry.objects.filter(verb__in=[f"mail.{verb}" for verb in ended]).count() == MANY


def end(message: Message) -> str:
    """How it ended: "" while it has not."""
    ends = {"bounced": message.bounced_at, "failed": message.failed_at, "sent": message.sent_at}
    return next((name for name, at in ends.items() if at), "")
