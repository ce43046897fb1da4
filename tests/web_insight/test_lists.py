"""The pages of account lists, and the file of the ranked accounts."""

import csv
import io

import pytest
from django.urls import reverse

from lorgnette.audit.models import Entry
from lorgnette.insight.lists.models import AccountList, Listed
from tests.insight import estate
from tests.web_insight.test_accounts import text_of


@pytest.fixture
def nordhavn(dafydd):
    return estate.account("Nordhavn", dafydd, country="DK")


@pytest.fixture
def orne(dafydd):
    return estate.account("Orne", dafydd, country="FR")


def made(browser, name="Fair"):
    address = browser.post(reverse("account_lists"), {"name": name}).url
    return address, AccountList.objects.get(name=name).public_id


def lines(response):
    body = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


def test_ticked_accounts_go_on_a_list_and_off_it(seen_by_dafydd, nordhavn, orne):
    there, ref = made(seen_by_dafydd)
    refs = [nordhavn.public_id, orne.public_id]
    back = seen_by_dafydd.post(
        reverse("lists_add"), {"list": ref, "account": refs, "next": "/accounts/?country=FR"}
    )
    assert back.url == "/accounts/?country=FR"
    assert "2 accounts are on the list now." in text_of(seen_by_dafydd.get(back.url))
    assert "2 accounts" in text_of(seen_by_dafydd.get(there))
    seen_by_dafydd.post(
        reverse("list_change", args=[ref]), {"do": "remove", "account": [orne.public_id]}
    )
    assert "Orne" not in text_of(seen_by_dafydd.get(there))
    assert "Nordhavn" in text_of(seen_by_dafydd.get(f"/accounts/?list={ref}"))


def test_a_new_list_is_named_where_accounts_are_ticked(seen_by_dafydd, nordhavn):
    seen_by_dafydd.post(reverse("lists_add"), {"name": "New", "account": nordhavn.public_id})
    assert Listed.objects.get(list__name="New").account == nordhavn


def test_the_page_of_an_account_says_which_lists_it_is_on(seen_by_dafydd, nordhavn):
    _there, ref = made(seen_by_dafydd)
    page = reverse("account", args=[nordhavn.public_id])
    assert "On none of your lists." in text_of(seen_by_dafydd.get(page))
    seen_by_dafydd.post(reverse("lists_add"), {"list": ref, "account": nordhavn.public_id})
    assert "Fair Take off" in text_of(seen_by_dafydd.get(page))
    given = {"do": "remove", "account": nordhavn.public_id, "back": "account"}
    assert seen_by_dafydd.post(reverse("list_change", args=[ref]), given).url == page
    assert not Listed.objects.exists()


def test_pasted_rows_are_answered_one_by_one(seen_by_dafydd, nordhavn):
    there, _ref = made(seen_by_dafydd)
    text = text_of(seen_by_dafydd.post(there, {"pasted": "nordhavn.example\nnobody.example"}))
    assert "1 of 2 rows put accounts on the list." in text
    assert "Line 1 nordhavn.example Added: Nordhavn" in text
    assert "Line 2 nobody.example No account of yours has this domain or CRM id." in text
    refused = seen_by_dafydd.post(there, {"pasted": " "})
    assert refused.status_code == 422
    assert "Paste at least one domain or CRM id" in text_of(refused)


def test_a_list_follows_the_filters_it_was_saved_with(seen_by_dafydd, nordhavn, orne):
    given = {"name": "Danes", "kind": "list", "country": "DK"}
    there = seen_by_dafydd.post(reverse("view_save"), given).url
    text = text_of(seen_by_dafydd.get(there))
    assert "1 account · Follows filters Country: Denmark" in text
    assert "Orne" not in text


def test_a_deleted_list_comes_back(seen_by_dafydd, nordhavn):
    there, ref = made(seen_by_dafydd)
    gone = seen_by_dafydd.post(reverse("list_change", args=[ref]), {"do": "delete"}).url
    assert "The list is deleted." in text_of(seen_by_dafydd.get(gone))
    assert seen_by_dafydd.get(there).status_code == 404
    seen_by_dafydd.post(reverse("list_change", args=[ref]), {"do": "bring_back"})
    assert seen_by_dafydd.get(there).status_code == 200


def test_the_file_holds_what_the_page_shows_all_pages_of_it(seen_by_dafydd, nordhavn, orne):
    estate.deal(nordhavn, 412_000_00)
    estate.score_everything()
    rows = lines(seen_by_dafydd.get(reverse("accounts_csv") + "?order=name"))
    assert [row["account"] for row in rows] == ["Nordhavn", "Orne"]
    assert rows[0]["open_pipeline"] == "412000.00 EUR"
    assert rows[0]["crm_id"] == nordhavn.external_id
    (row,) = lines(seen_by_dafydd.get(reverse("accounts_csv") + "?country=FR"))
    assert (row["rank"], row["account"]) == ("2", "Orne")
    assert [entry.values for entry in Entry.objects.filter(verb="lists.exported")] == [
        {"filters": []},
        {"filters": ["country"]},
    ]


def test_what_a_spreadsheet_would_run_is_text(seen_by_dafydd, dafydd):
    estate.account("=HYPERLINK(1)", dafydd, domain="@evil.example", city="+1", industry="-x")
    (row,) = lines(seen_by_dafydd.get(reverse("accounts_csv")))
    assert row["account"] == "'=HYPERLINK(1)"
    assert [row[name][0] for name in ("domain", "city", "industry")] == ["'", "'", "'"]
