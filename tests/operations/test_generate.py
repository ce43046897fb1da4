"""A generated company is as large as asked, holds together, and is the same each time."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from lorgnette.activities.types import BY_CODE
from lorgnette.crm.connectors.registry import connect
from lorgnette.crm.contract import KINDS, Problem
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.names import clean_name
from lorgnette.kernel.refusals import Refusal
from lorgnette.operations.demo.generate import generate, generate_beginning
from tests.operations.companies import SMALL, UNTIL, folder, ids, rows


def contents(where):
    return {path.name: path.read_bytes() for path in where.iterdir()}


def test_the_counts_are_exactly_those_asked_for():
    assert len(rows("users")) == SMALL.users == 240
    assert len(rows("accounts")) == 90
    assert len(rows("contacts")) == 400
    assert len(rows("activities")) == 1500
    assert all(len(ids(kind)) == len(rows(kind)) for kind in KINDS if kind != "account_team")


def test_the_same_plan_writes_the_same_bytes(tmp_path):
    generate(SMALL, tmp_path)
    assert contents(tmp_path) == contents(folder())


def test_another_seed_is_another_company(tmp_path):
    generate(replace(SMALL, seed=8), tmp_path)
    assert all(text != contents(folder())[name] for name, text in contents(tmp_path).items())


def test_more_activities_leave_the_rest_as_it_was(tmp_path):
    generate(replace(SMALL, activities=1600), tmp_path)
    differ = {n for n, text in contents(tmp_path).items() if text != contents(folder())[n]}
    assert differ == {"activities.csv"}


@pytest.mark.parametrize(
    ("kind", "column", "target"),
    [
        ("users", "manager_id", "users"),
        ("accounts", "owner_id", "users"),
        ("accounts", "parent_id", "accounts"),
        ("contacts", "account_id", "accounts"),
        ("opportunities", "account_id", "accounts"),
        ("account_team", "account_id", "accounts"),
        ("account_team", "user_id", "users"),
        ("activities", "contact_id", "contacts"),
        ("activities", "account_id", "accounts"),
    ],
)
def test_every_reference_leads_somewhere(kind, column, target):
    given = {row[column] for row in rows(kind)} - {""}
    assert given
    assert given <= ids(target)


def test_an_activity_is_at_the_account_of_its_person():
    account_of = {row["id"]: row["account_id"] for row in rows("contacts")}
    assert all(account_of[row["contact_id"]] == row["account_id"] for row in rows("activities"))


def test_nobody_is_their_own_manager_and_no_account_its_own_parent():
    assert all(row["manager_id"] != row["id"] for row in rows("users"))
    assert all(row["parent_id"] != row["id"] for row in rows("accounts"))


def test_activities_are_of_known_types_and_within_the_history():
    first = UNTIL - timedelta(days=SMALL.days)
    for row in rows("activities"):
        assert row["type"] in BY_CODE
        assert first <= datetime.fromisoformat(row["at"]) <= UNTIL
        assert row["subject"]


def test_names_are_names():
    for row in rows("users") + rows("contacts"):
        for column in ("first_name", "last_name"):
            assert clean_name(row[column]) == row[column]
    for row in rows("accounts"):
        assert clean_name(row["name"]) == row["name"]


def test_addresses_of_contacts_are_addresses_at_the_domain_of_their_company():
    domain_of = {row["id"]: row["domain"] for row in rows("accounts")}
    given = [row for row in rows("contacts") if row["email"]]
    assert len(given) > 350
    for row in given:
        assert parse_address(row["email"]).domain == domain_of[row["account_id"]]
    assert len({row["email"] for row in given}) == len(given)


def test_domains_are_never_real_and_never_shared():
    domains = [row["domain"] for row in rows("accounts")]
    assert len(set(domains)) == len(domains)
    assert all(domain.endswith(".example") for domain in domains)


def test_a_handful_of_users_cannot_be_invited_each_for_another_reason():
    users = [row for row in rows("users") if row["email"]]
    refusals = Counter(refusal_of(row["email"]) for row in users)
    assert {code: refusals[code] for code in refusals if code} == {
        "several_addresses": 1,
        "address_not_ascii": 1,
        "address_malformed": 1,
    }
    assert 3 <= sum(row["email"] == "" for row in rows("users")) <= 8
    assert 3 <= sum(row["active"] == "false" for row in rows("users")) <= 9
    twice = [
        address for address, times in Counter(row["email"] for row in users).items() if times > 1
    ]
    assert len(twice) == 1


def refusal_of(raw):
    try:
        parse_address(raw)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_the_connector_takes_all_of_it_but_for_the_odd_addresses():
    with clock.pretend(UNTIL):
        source = connect("csv_folder", str(folder()))
        found = [row for kind in KINDS for row in source.rows(kind)]
    problems = [row for row in found if isinstance(row, Problem)]
    assert len(found) - len(problems) == sum(len(rows(kind)) for kind in KINDS)
    assert sorted(problem.code for problem in problems) == [
        "address_malformed",
        "address_not_ascii",
        "several_addresses",
    ]


def test_deals_are_open_or_closed_and_their_days_in_order():
    today = UNTIL.date()
    for row in rows("opportunities"):
        created, closes = (date.fromisoformat(row[c]) for c in ("created_on", "closes_on"))
        assert created < today
        assert created < closes
        assert Decimal(row["amount"]) > 0
        if row["status"] == "open":
            assert row["closed_on"] == ""
            assert closes > today
        else:
            assert date.fromisoformat(row["closed_on"]) == closes <= today
    assert {row["status"] for row in rows("opportunities")} == {"open", "won", "lost"}


def test_a_company_as_it_began_has_the_same_staff_and_no_past(tmp_path):
    generate_beginning(SMALL, tmp_path, all_active=False)
    then, now = contents(tmp_path), contents(folder())
    assert all(then[f"{name}.csv"] == now[f"{name}.csv"] for name in ("users", "accounts"))
    assert then["account_team.csv"] == now["account_team.csv"]
    assert then["activities.csv"].decode().count("\n") == 1
    generate_beginning(SMALL, tmp_path, all_active=True)
    assert b"false" not in contents(tmp_path)["users.csv"]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_tiny_company_is_possible(tmp_path, size):
    generate(
        replace(SMALL, sales_users=size, accounts=size, people=size, activities=size), tmp_path
    )
    assert contents(tmp_path)["activities.csv"].decode().count("\n") == size + 1
