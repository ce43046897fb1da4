"""C3: whatever a mail server does, every mail ends sent, bounced or visibly failed; none is stuck.

A server that at random refuses for now or for ever, drops, hangs or drips in any phase, by a seed.
Each misdeed by itself is told in tests/mail/test_deliver.py: refusals in every phase, a server that
is not there, that hangs, drips, drops after the data, or whose TLS fails.
"""

import random
from collections import Counter

import pytest

from lorgnette.audit.models import Entry
from lorgnette.mail import outbox
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import Message
from lorgnette.mail.transports.smtp import SmtpTransport
from tests.mail.letters import QUICK, aubier, to_many
from tests.mail.servers import DRIP, DROP, HANG, Rogue, serving
from tests.trust.races import LONG

SEED, MANY, ROUNDS = 20_261_124, 10_000 if LONG else 60, 400
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


def moody(dice: random.Random) -> Rogue:
    """Misbehaves in a fifth of its answers; seldom slowly, since that takes a second each."""

    def react(_phase: str, _visit: object) -> str | None:
        if dice.random() < 0.005:
            return dice.choice(SLOW)
        return dice.choice(MISDEEDS) if dice.random() < 0.1 else None

    return Rogue(react)


@pytest.mark.django_db
def test_every_mail_comes_to_an_end_that_is_told(counted):
    aubier()
    outbox.put_many(to_many(MANY))
    with serving(moody(random.Random(SEED))) as server:
        for number in range(ROUNDS):
            deliver_due(f"worker {number}", MANY, pace=QUICK, via=SmtpTransport(server.url))
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
