"""The list as a file: as filtered and sorted, all pages, guarded, and read back as it was."""

import csv
import io

import pytest

from lorgnette.audit.models import Entry
from lorgnette.kernel.spreadsheets import as_text, from_text
from lorgnette.users.models import Member
from lorgnette.web.admin.sales_users import export
from tests.web_sales_users.conftest import PEOPLE


def rows(browser, **query):
    answer = browser.get(f"{PEOPLE}export.csv", query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_everybody_in_the_order_of_the_page(browser, sellers, monkeypatch):
    monkeypatch.setattr(export, "PORTION", 1)
    found = rows(browser, sort="-name")
    assert [row["first_name"] for row in found] == ["Dafydd", "Bo", "Ana"]
    assert found[0]["status"] == "active"
    assert found[0]["status_words"] == "Active (10 days left)"
    assert found[0]["access_expires"] == "2026-12-03"
    assert found[1]["access_expires"] == "never"


def test_the_filter_counts_and_the_export_is_recorded(browser, sellers):
    assert {row["status"] for row in rows(browser, status="pending", q="lindq")} == {"pending"}
    entry = Entry.objects.get(verb="access.list_exported")
    assert (entry.values, entry.detail.personal["about"]) == (
        {"status": "pending"},
        {"text": "lindq"},
    )


def test_a_reader_of_french_reads_the_status_in_french(browser, sellers):
    browser.cookies["lorgnette_language"] = "fr"
    browser.get(PEOPLE)
    found = rows(browser, status="pending")
    assert found[0]["status"] == "pending"


@pytest.mark.parametrize(
    "name", ["=1+1", "+33 1", "@SUM(A1)", "-2", "'=x", "''=x", "\t=x", "O’Hara", "'t Hooft"]
)
def test_a_name_that_a_spreadsheet_would_run_is_text_and_comes_back(browser, sellers, name):
    Member.objects.filter(first_name="Ana").update(first_name=name)
    (row,) = rows(browser, q="lindqvist")
    assert row["first_name"] == as_text(name)
    assert row["first_name"][:1] not in "=+-@\t"
    assert from_text(row["first_name"]) == name


def test_it_is_for_administrators(client, sellers):
    assert client.get(f"{PEOPLE}export.csv").status_code == 302
