"""T22: whatever returned mail says, it counts only under a return path that we signed."""

import base64
import random
import string
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from lorgnette.audit.models import Entry
from lorgnette.invitations.models import Invitation
from lorgnette.invitations.returned import take, take_folder
from lorgnette.kernel.tokens import public_id
from lorgnette.mail.models import Message, Suppression
from lorgnette.mail.return_path import return_path
from tests.cast import invited
from tests.mail.returned import of, returned
from tests.trust.races import LONG

pytestmark = pytest.mark.django_db
FORGERIES = 20_000 if LONG else 1_000
SEED = 20_261_124
STYLES = ("postfix_failed", "gmail_failed", "exchange_failed", "opensmtpd_failed", "complaint")
SENDER = "lorgnette@aubier.example"
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def everything() -> list[object]:
    """All that returned mail could change."""
    tables = (Message, Invitation, Suppression)
    rows = [list(model.objects.order_by("pk").values()) for model in tables]
    return [*rows, Entry.objects.count()]


def invite_three() -> list[Message]:
    invited.aubier()
    cast = invited.sellers()
    invited.invite(invited.administrator(), cast.dafydd, cast.ana, cast.bo)
    return list(Message.objects.order_by("pk"))


def another_mac(dice: random.Random, ref: str, _other: str) -> str:
    return f"bounce+{ref}.{''.join(dice.choices(ALPHABET, k=16))}@aubier.example"


def one_letter_off(dice: random.Random, ref: str, _other: str) -> str:
    local, _at, domain = return_path(ref, SENDER).partition("@")
    place = dice.randrange(len(local) - 16, len(local))
    letter = dice.choice(ALPHABET.replace(local[place], ""))
    return f"{local[:place]}{letter}{local[place + 1 :]}@{domain}"


def somebody_elses_mac(_dice: random.Random, ref: str, other: str) -> str:
    mac = return_path(other, SENDER).partition("@")[0].rpartition(".")[2]
    return f"bounce+{ref}.{mac}@aubier.example"


def cut_short(dice: random.Random, ref: str, _other: str) -> str:
    local, _at, domain = return_path(ref, SENDER).partition("@")
    return f"{local[: -dice.randint(1, 16)]}@{domain}"


def drawn_out(dice: random.Random, ref: str, _other: str) -> str:
    local, _at, domain = return_path(ref, SENDER).partition("@")
    return f"{local}{dice.choice(ALPHABET)}@{domain}"


def a_hash_without_the_key(_dice: random.Random, ref: str, _other: str) -> str:
    guess = base64.b32encode(ref.encode()[:10]).decode().lower()
    return f"bounce+{ref}.{guess}@aubier.example"


def no_signature(dice: random.Random, ref: str, _other: str) -> str:
    return dice.choice(
        [
            SENDER,
            f"bounce+{ref}@aubier.example",
            f"bounce+{ref}.@aubier.example",
            f"{ref}@x.example",
        ]
    )


def noise(dice: random.Random, ref: str, _other: str) -> str:
    junk = "".join(dice.choices(string.printable.replace("@", ""), k=dice.randint(1, 60)))
    return f"bounce+{ref}.{junk}@aubier.example"


KINDS: tuple[Callable[[random.Random, str, str], str], ...] = (
    another_mac,
    one_letter_off,
    somebody_elses_mac,
    cut_short,
    drawn_out,
    a_hash_without_the_key,
    no_signature,
    noise,
)


def forgeries(messages: list[Message]) -> Iterator[bytes]:
    """Reports that know all of a mail but its signature: its ref, its Message-ID, its recipient."""
    dice = random.Random(SEED)
    for number in range(FORGERIES):
        message, other = dice.sample(messages, 2)
        kind = KINDS[number % len(KINDS)]
        to = kind(dice, message.public_id, other.public_id)
        raw = returned(dice.choice(STYLES), to)
        raw = raw.replace(b"nobody@beta.example", message.to_address.encode())
        yield raw.replace(b"Subject: hi", f"Message-ID: {message.message_id}".encode())


def test_no_forgery_has_any_effect_and_a_true_bounce_has():
    messages = invite_three()
    before = everything()
    outcomes = Counter(take(raw).outcome for raw in forgeries(messages))
    assert outcomes.total() == FORGERIES
    assert set(outcomes) == {"ignored"}
    assert everything() == before
    assert take(of(messages[0], "postfix_failed")).outcome == "bounced"
    assert Message.objects.get(pk=messages[0].pk).bounced_at


def test_a_signature_counts_only_where_the_mail_came_to():
    (message, *_others) = invite_three()
    genuine, before = return_path(message.public_id, SENDER), everything()
    for place in ("From", "Reply-To", "Subject", "Sender", "Cc", "X-Failed-Recipients"):
        raw = f"{place}: {genuine}\n".encode() + returned("postfix_failed", SENDER)
        assert take(raw).outcome == "ignored", place
    assert everything() == before


def test_a_message_that_never_was_is_nobodys():
    invite_three()
    before = everything()
    assert take(returned("postfix_failed", return_path(public_id(), SENDER))).outcome == "ignored"
    assert everything() == before


def test_a_folder_of_forgeries_is_emptied_without_effect(tmp_path, settings):
    settings.BOUNCE_FOLDER = str(tmp_path)
    messages = invite_three()
    before = everything()
    for number, raw in zip(range(50), forgeries(messages), strict=False):
        (tmp_path / f"{number}.eml").write_bytes(raw)
    assert take_folder() == {"ignored": 50}
    assert everything() == before
    assert list(tmp_path.iterdir()) == []
