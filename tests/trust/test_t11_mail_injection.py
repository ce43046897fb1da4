"""T11: whatever a name, a subject or an address holds, a mail has our headers and one recipient.

Through the real outbox and over the wire to a real SMTP server; what the server saw is compared.
"""

import os
import random
from email.utils import getaddresses

import pytest

from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.refusals import Refusal
from lorgnette.mail import outbox, texts
from lorgnette.mail.compose import one_line
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.letters import Letter
from lorgnette.mail.models import Message
from lorgnette.mail.return_path import message_of
from lorgnette.mail.transports.smtp import SmtpTransport
from tests.mail.letters import INVITATION, QUICK, aubier, to_dafydd
from tests.mail.servers import Rogue, serving

MANY = 5_000 if os.environ.get("LORGNETTE_TRUST") == "long" else 200
SEED = 20_261_124
PIECES = [
    "\r\nBcc: evil@evil.example",
    "\nBcc: evil@evil.example\n\n",
    "\rRCPT TO:<evil@evil.example>\r",
    "\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n",
    "%0d%0aBcc:%20evil@evil.example",
    "=?utf-8?q?=0d=0aBcc:_evil@evil.example?=",
    "=?utf-8?b?DQpCY2M6IGV2aWxAZXZpbC5leGFtcGxl?=",
    '" <evil@evil.example>, "',
    "<evil@evil.example>",
    ", evil@evil.example",
    "; evil@evil.example",
    "evil@evil.example> SIZE=1\r\nRCPT TO:<evil@evil.example",
    "(comment)",
    ":;",
    "\\",
    "\\\r\n ",
    "\x0b",
    "\x0c",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\u2028Bcc: evil@evil.example",
    "\u2029",
    "\u202e",
    "\ufeff",
    "\U0001f600",
    "é",
    "名前",
    " " * 100,
    "x" * 300,
    "Dafydd",
    "",
]
OURS = {
    "from",
    "to",
    "reply-to",
    "subject",
    "message-id",
    "date",
    "auto-submitted",
    "mime-version",
    "content-type",
    "list-unsubscribe",
    "list-unsubscribe-post",
}


def fuzzed(dice: random.Random) -> str:
    return "".join(dice.choices(PIECES, k=dice.randint(1, 4)))[:400]


def envelope(dice: random.Random, number: int) -> outbox.Envelope:
    names = {name: fuzzed(dice) for name in ("first_name", "name", "inviter", "company")}
    letter = Letter(f"{fuzzed(dice)[:180]} [first_name] [inviter]", f"{fuzzed(dice)}\n\n[link]")
    return to_dafydd(
        to_address=f"seller{number}@aubier.example",
        to_name=names["name"],
        reply_name=names["inviter"],
        text=texts.store("en", letter),
        values=INVITATION | names | {"link_ends_at": None, "address": fuzzed(dice)},
    )


@pytest.mark.django_db
def test_only_the_intended_recipient_and_headers_arrive():
    aubier()
    dice, told = random.Random(SEED), []
    rows = outbox.put_many([envelope(dice, number) for number in range(MANY)])
    server = Rogue(lambda phase, visit: told.append((phase, visit.recipient)))
    with serving(server):
        assert deliver_due("worker", MANY, pace=QUICK, via=SmtpTransport(server.url)) == {
            "sent": MANY
        }
    named = [recipient for phase, recipient in told if phase == "rcpt"]
    assert sorted(named) == sorted(row.to_address for row in rows)
    assert len(server.receipts) == MANY
    by_id = {row.message_id: row for row in rows}
    for receipt in server.receipts:
        is_as_meant(receipt, by_id.pop(receipt.message_id))
    assert by_id == {}


def is_as_meant(receipt, row: Message) -> None:
    mail = receipt.mail
    assert message_of(receipt.sender) == row.public_id
    assert [name.lower() for name in mail] == list(dict.fromkeys(map(str.lower, mail)))
    assert {name.lower() for name in mail} <= OURS
    assert addresses(mail["From"]) == ["lorgnette@aubier.example"]
    assert addresses(mail["To"]) == [row.to_address]
    assert addresses(mail["Reply-To"]) == ["helene.dubreuil@aubier.example"]
    assert unspaced(mail["To"].addresses[0].display_name) == unspaced(one_line(row.to_name))
    assert mail["List-Unsubscribe"].strip().startswith("<https://insight.aubier.example/never/")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    head = receipt.content.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert b"\n" not in head.replace(b"\r\n", b"")


def unspaced(text: str) -> str:
    """Where encoded words meet, folding moves white space about."""
    return "".join(text.split())


def addresses(header) -> list[str]:
    return [address for _name, address in getaddresses([str(header)])]


def test_an_address_is_refused_or_is_one_plain_address():
    dice = random.Random(SEED)
    accepted = 0
    for _n in range(MANY * 10):
        raw = f"{fuzzed(dice)}{dice.choice(['seller', ''])}@{fuzzed(dice)}aubier.example"
        try:
            address = parse_address(raw)
        except Refusal:
            continue
        accepted += 1
        assert address.address.isascii()
        assert address.address.isprintable()
        assert address.address.count("@") == 1
        assert not set(address.address) & set(' <>,;:"()\\\r\n')
        assert addresses(address.address) == [address.address]
    assert accepted
