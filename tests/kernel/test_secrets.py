"""Tokens are long and random, kept as digests; what is sealed opens with its key alone."""

import pytest

from lorgnette.kernel.sealing import Sealer, Unsealable
from lorgnette.kernel.tokens import digest, new_token, public_id

FIRST, SECOND = "first-key-0123456789abcdef0123456789", "second-key-0123456789abcdef01234567"


def test_a_token_has_256_bits_and_its_digest_does_not_tell_it():
    token = new_token()
    assert len(token) == 43
    assert token not in digest(token)
    assert digest(token) != digest(new_token())
    assert len({public_id() for _ in range(1000)}) == 1000


def test_a_rotated_key_still_opens_and_new_seals_use_the_first():
    old = Sealer([FIRST], "outbox").seal("https://x.example/i/abc")
    both = Sealer([SECOND, FIRST], "outbox")
    assert both.open(old) == "https://x.example/i/abc"
    with pytest.raises(Unsealable):
        Sealer([FIRST], "outbox").open(both.seal("new"))


def test_another_purpose_or_an_edited_byte_does_not_open():
    sealed = Sealer([FIRST], "outbox").seal("secret")
    assert b"secret" not in sealed
    with pytest.raises(Unsealable):
        Sealer([FIRST], "crm").open(sealed)
    with pytest.raises(Unsealable):
        Sealer([FIRST], "outbox").open(sealed[:-4] + b"AAAA")
