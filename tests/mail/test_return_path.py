"""Each mail has a return path of its own, signed."""

import pytest

from lorgnette.kernel.tokens import public_id
from lorgnette.mail.return_path import domain_of, message_of, return_path

SENDER = "lorgnette@aubier.example"


def test_it_names_the_message_and_fits_where_mail_servers_keep_it():
    ref = public_id()
    address = return_path(ref, SENDER)
    local, _at, domain = address.partition("@")
    assert domain == "aubier.example"
    assert len(local) <= 64
    assert message_of(address) == ref


def test_a_server_may_change_its_case_and_put_it_between_brackets():
    ref = public_id()
    assert message_of(f"<{return_path(ref, SENDER).upper()}>") == ref


def test_of_another_message_it_is_not_genuine():
    mine, other = return_path("a" * 16, SENDER), return_path("b" * 16, SENDER)
    assert message_of(mine.replace("a" * 16, "b" * 16)) is None
    assert message_of(other) == "b" * 16


@pytest.mark.parametrize("address", ["", "lorgnette@aubier.example", "bounce+x.y@aubier.example"])
def test_any_other_address_is_none(address):
    assert message_of(address) is None


def test_another_mailbox_may_be_named(settings):
    settings.RETURN_PATH = "returned@mail.aubier.example"
    ref = public_id()
    assert return_path(ref, SENDER).startswith(f"returned+{ref}.")
    assert domain_of(SENDER) == "mail.aubier.example"


def test_signing_can_be_turned_off(settings):
    settings.RETURN_PATH = "plain"
    assert return_path(public_id(), SENDER) == SENDER


def test_a_rotated_key_still_knows_what_it_signed(settings):
    ref = public_id()
    before = return_path(ref, SENDER)
    settings.SEALING_SECRETS = ["another-key-entirely-0123456789abcdef", *settings.SEALING_SECRETS]
    assert message_of(before) == ref
    assert return_path(ref, SENDER) != before
    settings.SEALING_SECRETS = settings.SEALING_SECRETS[:1]
    assert message_of(before) is None
