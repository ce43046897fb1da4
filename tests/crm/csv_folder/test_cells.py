"""What a cell of each type may hold, and what is told of one that does not."""

from datetime import UTC, date, datetime

import pytest

from lorgnette.crm.connectors.csv_folder.mapping import row_of
from lorgnette.crm.connectors.csv_folder.records import Record
from lorgnette.crm.contract import Problem
from lorgnette.kernel import clock

REQUIRED = {
    "users": {"id": "u-1"},
    "accounts": {"id": "a-1", "name": "Acme"},
    "contacts": {"id": "c-1", "last_name": "Aubert"},
    "opportunities": {"id": "o-1", "account_id": "a-1", "name": "Core", "status": "open"},
    "activities": {
        "id": "e-1",
        "contact_id": "c-1",
        "type": "call.held",
        "at": "2026-11-20T09:00:00Z",
    },
}


def read(kind: str, **cells: str):
    """The row or None, and the codes of the problems by column."""
    given = list(row_of(kind, Record(2, 2, REQUIRED[kind] | cells)))
    problems = {item.column: item.code for item in given if isinstance(item, Problem)}
    return next((item for item in given if not isinstance(item, Problem)), None), problems


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Acme\u202eevil", "name_has_invisible"),
        ("Acme\0", "name_has_invisible"),
        ("Acme\nBcc: x@evil.example", "name_has_invisible"),
        ("\u200bAcme", "name_has_invisible"),
        ("<script>alert(1)</script>", "name_has_markup"),
        ("Win at https://evil.example", "name_has_markup"),
        ("www.evil.example", "name_has_markup"),
        ("x" * 201, "name_too_long"),
        ("", "value_missing"),
    ],
)
def test_a_required_name_that_is_none_costs_the_row(name, code):
    assert read("accounts", name=name) == (None, {"name": code})


def test_an_optional_name_that_is_none_is_left_out():
    row, problems = read("users", first_name="<b>Ana</b>", last_name="Lindqvist")
    assert (row.first_name, row.last_name) == ("", "Lindqvist")
    assert problems == {"first_name": "name_has_markup"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_formula_is_taken_as_the_text_it_is_and_told_of(start):
    text = f"{start}cmd|' /C calc'!A1"
    row, problems = read("users", title=text)
    assert (row.title, problems) == (text, {"title": "looks_like_formula"})


def test_the_apostrophe_that_guards_a_formula_in_an_export_is_taken_off():
    row, problems = read("users", title="'=1+1", team="'quoted'")
    assert (row.title, row.team, problems) == ("=1+1", "'quoted'", {})


def test_text_is_freed_of_what_cannot_be_seen_and_kept_to_its_length():
    row, problems = read("users", title="Head\u202e of\tsales\0", team="x" * 300)
    assert (row.title, len(row.team)) == ("Head of sales", 200)
    assert problems == {"title": "text_has_invisible", "team": "text_too_long"}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("no address", "several_addresses"),
        ("a@x.example;b@x.example", "several_addresses"),
        ("anа@aubier.example", "address_not_ascii"),
        ("ana@aubiеr.example", "domain_mixes_scripts"),
        ("ana@", "address_malformed"),
    ],
)
def test_an_address_that_is_none_is_kept_to_be_mended_but_not_written_to(address, code):
    row, problems = read("users", email=address)
    assert (row.address, row.address_key, problems) == (address, "", {"email": code})


def test_an_address_is_kept_as_entered_and_compared_by_its_key():
    row, problems = read("users", email="Ana.Lindqvist@Aubier.example")
    assert (row.address, row.address_key) == (
        "Ana.Lindqvist@aubier.example",
        "ana.lindqvist@aubier.example",
    )
    assert problems == {}


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12500.50", "EUR", 1_250_050),
        ("12500,5", "eur", 1_250_050),
        ("1000", "JPY", 1000),
        ("1.234", "KWD", 1234),
        ("-3", "EUR", -300),
    ],
)
def test_an_amount_becomes_minor_units_of_its_currency(amount, currency, minor):
    row, problems = read("opportunities", amount=amount, currency=currency)
    assert (row.amount_minor, row.currency, problems) == (minor, currency.upper(), {})


@pytest.mark.parametrize(
    ("amount", "currency", "problems"),
    [
        ("12 500", "EUR", {"amount": "not_amount"}),
        ("1e9", "EUR", {"amount": "not_amount"}),
        ("٣", "EUR", {"amount": "not_amount"}),
        ("NaN", "EUR", {"amount": "not_amount"}),
        ("1,234", "EUR", {"amount": "amount_too_precise"}),
        ("1.5", "JPY", {"amount": "amount_too_precise"}),
        ("9" * 30, "EUR", {"amount": "amount_too_large"}),
        ("5", "", {"amount": "amount_without_currency"}),
        ("5", "XXA", {"currency": "not_currency", "amount": "amount_without_currency"}),
    ],
)
def test_an_amount_that_is_none_is_left_out(amount, currency, problems):
    row, found = read("opportunities", amount=amount, currency=currency)
    assert (row.amount_minor, found) == (None, problems)


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("2026-11-20T09:00:00Z", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20T10:00:00+01:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20 09:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
    ],
)
def test_an_instant_has_an_offset_or_is_in_utc(raw, at):
    assert read("activities", at=raw)[0].at == at


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026-11-20", "not_instant"),
        ("20/11/2026 09:00", "not_instant"),
        ("0001-01-01T00:00:00+14:00", "date_out_of_range"),
        ("9999-12-31T23:59:59-12:00", "date_out_of_range"),
        ("2026-11-26T09:00:00Z", "instant_in_future"),
    ],
)
def test_an_instant_that_is_none_costs_the_row(raw, code):
    with clock.pretend(datetime(2026, 11, 24, 8, tzinfo=UTC)):
        assert read("activities", at=raw) == (None, {"at": code})


def test_a_date_is_iso():
    row, problems = read("opportunities", closes_on="2026-12-31", closed_on="31.12.2026")
    assert (row.closes_on, row.closed_on) == (date(2026, 12, 31), None)
    assert problems == {"closed_on": "not_date"}


@pytest.mark.parametrize(
    ("kind", "column", "raw", "value"),
    [
        ("users", "active", "OUI", True),
        ("users", "active", "0", False),
        ("users", "language", "fr_FR", "fr"),
        ("users", "language", "en-US", "en"),
        ("accounts", "domain", "https://www.Acme.example/about", "acme.example"),
        ("accounts", "domain", "münchen.example", "xn--mnchen-3ya.example"),
        ("accounts", "country", "fr", "FR"),
        ("opportunities", "status", "Closed Won", "won"),
    ],
)
def test_values_are_brought_into_one_form(kind, column, raw, value):
    row, problems = read(kind, **{column: raw})
    assert (getattr(row, column), problems) == (value, {})


@pytest.mark.parametrize(
    ("kind", "column", "raw", "code"),
    [
        ("users", "active", "perhaps", "not_boolean"),
        ("users", "language", "français", "not_language"),
        ("accounts", "domain", "not a domain", "not_domain"),
        ("accounts", "domain", "http://[", "not_domain"),
        ("accounts", "country", "France", "not_country"),
        ("accounts", "owner_id", "u\0", "id_malformed"),
        ("accounts", "owner_id", "u" * 121, "id_too_long"),
    ],
)
def test_an_optional_value_that_is_none_is_left_out(kind, column, raw, code):
    row, problems = read(kind, **{column: raw})
    assert getattr(row, column) in ("", True)
    assert problems == {column: code}


def test_everything_wrong_with_a_row_is_told_at_once():
    row, problems = read("accounts", name="", country="France", domain="?")
    assert row is None
    assert problems == {
        "name": "value_missing",
        "country": "not_country",
        "domain": "not_domain",
    }
