"""Aline types addresses, good and bad; each gets one canonical form or a sentence that helps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.kernel.addresses import (
    Address,
    AddressMalformed,
    AddressMissing,
    AddressNotAscii,
    DomainMixesScripts,
    SeveralAddresses,
    parse_address,
)
from lorgnette.kernel.refusals import Refusal


def test_what_was_typed_is_kept_and_the_key_is_lower_case():
    found = parse_address("  Aline.Morel+crm@Aubier.Example ")
    assert found == Address("Aline.Morel+crm@aubier.example", "aline.morel+crm@aubier.example")
    assert found.domain == "aubier.example"


def test_dots_and_plus_signs_are_not_folded():
    assert parse_address("a.b@x.example").key != parse_address("ab@x.example").key
    assert parse_address("a+b@x.example").key != parse_address("a@x.example").key


def test_an_international_domain_has_one_ascii_form():
    assert parse_address("ann@Bücher.example").key == "ann@xn--bcher-kva.example"
    assert parse_address("ann@xn--bcher-kva.example").key == "ann@xn--bcher-kva.example"


@pytest.mark.parametrize("raw", ["", "   ", "\t\n"])
def test_nothing_typed(raw):
    with pytest.raises(AddressMissing):
        parse_address(raw, "address")


@pytest.mark.parametrize(
    "raw",
    [
        "a@x.example, b@x.example",
        "a@x.example;b@x.example",
        "a@x.example b@x.example",
        "a@x.example\nbcc: b@x.example",
        "a@b@x.example",
    ],
)
def test_several_addresses_in_one_field(raw):
    with pytest.raises(SeveralAddresses) as caught:
        parse_address(raw, "address")
    assert caught.value.field == "address"


@pytest.mark.parametrize("raw", ["аline@aubier.example", "zoé@aubier.example", "a\u200b@x.example"])
def test_a_letter_that_looks_like_another_is_refused(raw):
    with pytest.raises(AddressNotAscii):
        parse_address(raw)


def test_a_domain_that_mixes_alphabets_is_refused():
    with pytest.raises(DomainMixesScripts) as caught:
        parse_address("aline@аubier.example")
    assert caught.value.values["ascii"].startswith("xn--")


@pytest.mark.parametrize(
    "raw",
    [
        "aline",
        "@x.example",
        "aline@",
        "aline@localhost",
        "aline@x..example",
        "aline@-x.example",
        ".aline@x.example",
        "al..ine@x.example",
        '"al ine"@x.example'.replace(" ", ""),
        "<aline@x.example>",
        "aline@x.example.",
        "aline@[127.0.0.1]",
        "a" * 65 + "@x.example",
        "a@" + "x" * 64 + ".example",
        "a\x00b@x.example",
    ],
)
def test_what_is_no_address(raw):
    with pytest.raises(AddressMalformed):
        parse_address(raw)


@given(st.text(max_size=60))
def test_any_text_gives_an_address_or_a_refusal_and_the_key_is_stable(raw):
    try:
        found = parse_address(raw)
    except Refusal:
        return
    assert found.key.isascii()
    assert parse_address(found.address).key == found.key
    assert parse_address(found.key).key == found.key
