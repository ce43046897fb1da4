"""The ranked list narrowed: all of it in the address, taken off part by part."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.urls import reverse

from lorgnette.insight.filters import Choice, Filter
from lorgnette.insight.lists import views
from lorgnette.insight.lists.models import FirstView, SavedView
from lorgnette.scoring.models import AccountScore
from lorgnette.users.models import Member
from tests.cast import people
from tests.insight import estate
from tests.web_insight.test_accounts import text_of


@pytest.fixture
def accounts(dafydd):
    rows = (
        ("Nordhavn", 830, {"industry": "Logistics", "country": "DK"}),
        ("Orne", 400, {"industry": "Metal", "country": "FR"}),
    )
    for name, tenths, fields in rows:
        row = estate.account(name, dafydd, **fields)
        AccountScore.objects.filter(account=row).update(tenths=tenths)


def table(response):
    return text_of(response).partition("Why it moved")[2]


def hrefs(response, words):
    body = response.content.decode()
    return [unescape(href) for href in re.findall(rf'href="([^"]+)"[^>]*>[^<]*{words}', body)]


@pytest.mark.parametrize(
    "query",
    ["industry=Logistics", "country=DK", "least=80", "owner=me&country=DK", "q=nord&most=90"],
)
def test_the_address_narrows(seen_by_dafydd, accounts, query):
    shown = table(seen_by_dafydd.get(f"{reverse('accounts')}?{query}"))
    assert "Nordhavn" in shown
    assert "Orne" not in shown
    assert "1 account" in shown


def test_each_part_is_a_chip_that_is_taken_off_alone(seen_by_dafydd, accounts):
    response = seen_by_dafydd.get(reverse("accounts") + "?country=DK&least=80&order=name")
    text, body = text_of(response), response.content.decode()
    assert "Country: Denmark" in text
    assert "Score from 80" in text
    off = [unescape(href) for href in re.findall(r'lg-chip-x" href="([^"]+)"', body)]
    assert off == ["/accounts/?least=80&order=name", "/accounts/?country=DK&order=name"]
    assert hrefs(response, "Clear filters")[-1] == "/accounts/?order=name"


def test_a_form_leaves_no_trace_of_what_it_left_open(seen_by_dafydd, accounts):
    given = {"owner": "", "country": "DK", "least": "", "days": ""}
    assert seen_by_dafydd.get(reverse("accounts"), given).url == "/accounts/?country=DK"
    assert seen_by_dafydd.get(reverse("accounts"), {"country": ""}).url == "/accounts/?view=all"


def test_an_empty_list_says_which_filter_to_lift(seen_by_dafydd, accounts):
    response = seen_by_dafydd.get(reverse("accounts") + "?country=DK&industry=Metal")
    text = text_of(response)
    assert "No account passes all of these filters right now." in text
    assert "Without “Industry: Metal”: 1 account." in text
    assert "/accounts/?industry=Metal" in hrefs(response, "Take it off")


def test_the_form_offers_what_there_is_and_keeps_the_rest(seen_by_dafydd, accounts):
    address = reverse("accounts_filters") + "?q=nord&country=DK&only=rising&order=name"
    page = seen_by_dafydd.get(address).content.decode()
    part = seen_by_dafydd.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<main" in page
    assert "<main" not in part
    for body in (page, part):
        assert '<option value="DK" selected>Denmark (1)' in body
        assert '<option value="Metal">Metal (1)' in body
        assert '<option value="me">Me' in body
        form = body.partition('class="lg-filter-form"')[2]
        kept = re.findall(r'hidden" name="(\w+)" value="(\w+)"', form)
        assert kept == [("q", "nord"), ("only", "rising"), ("order", "name")]


def test_the_form_names_nobody_of_whom_the_viewer_sees_no_account(seen_by_dafydd, accounts):
    estate.account("Albufera", estate.seller("Ana"), industry="Secret", country="ES")
    body = seen_by_dafydd.get(reverse("accounts_filters")).content.decode()
    assert "Dafydd" in body
    for secret in ("Ana of Aubier", "Secret", "Spain"):
        assert secret not in body


def test_a_view_is_saved_opened_and_brought_up_to_date(seen_by_dafydd, accounts):
    saved = seen_by_dafydd.post(
        reverse("view_save"), {"name": "Danes", "kind": "view", "country": "DK", "order": "name"}
    )
    ref = SavedView.objects.get().public_id
    assert saved.url == f"/accounts/?view={ref}"
    opened = seen_by_dafydd.get(saved.url)
    assert "Orne" not in table(opened)
    assert re.search(r'aria-current="true">[^<]*Danes', opened.content.decode())
    assert "Update “Danes”" not in text_of(opened)
    changed = seen_by_dafydd.get(f"/accounts/?country=FR&from={ref}")
    assert "Update “Danes”" in text_of(changed)
    seen_by_dafydd.post(reverse("view_save"), {"update": ref, "country": "FR"})
    assert "Orne" in table(seen_by_dafydd.get(saved.url))


def test_a_name_that_is_taken_is_said_beside_its_field(seen_by_dafydd, accounts):
    seen_by_dafydd.post(reverse("view_save"), {"name": "Danes", "country": "DK"})
    again = seen_by_dafydd.post(reverse("view_save"), {"name": "danes", "country": "FR"})
    body = again.content.decode()
    assert again.status_code == 409
    assert 'value="danes"' in body
    assert 'aria-invalid="true" aria-describedby="save-name-error"' in body
    assert 'name="country" value="FR"' in body


def test_the_accounts_open_with_the_view_that_was_chosen(seen_by_dafydd, accounts):
    seen_by_dafydd.post(reverse("view_save"), {"name": "Danes", "country": "DK"})
    ref = SavedView.objects.get().public_id
    seen_by_dafydd.post(reverse("view_change", args=[ref]), {"do": "first"})
    assert seen_by_dafydd.get(reverse("accounts")).url == f"/accounts/?view={ref}"
    assert "Orne" in table(seen_by_dafydd.get("/accounts/?view=all"))
    seen_by_dafydd.post(reverse("view_change", args=["all"]), {"do": "first"})
    assert not FirstView.objects.exists()
    assert seen_by_dafydd.get(reverse("accounts")).status_code == 200


def test_a_deleted_view_says_so_and_comes_back(seen_by_dafydd, accounts):
    seen_by_dafydd.post(reverse("view_save"), {"name": "Danes", "country": "DK"})
    ref = SavedView.objects.get().public_id
    there = seen_by_dafydd.post(reverse("view_change", args=[ref]), {"do": "delete"}).url
    assert "The view is deleted." in text_of(seen_by_dafydd.get(there))
    gone = seen_by_dafydd.get(f"/accounts/?view={ref}")
    assert "This view is no longer there." in text_of(gone)
    assert "Orne" in table(gone)
    seen_by_dafydd.post(reverse("view_change", args=[ref]), {"do": "bring_back"})
    assert "Orne" not in table(seen_by_dafydd.get(f"/accounts/?view={ref}"))


def test_a_view_that_names_something_gone_says_so_and_opens(seen_by_dafydd, dafydd, accounts):
    who = replace(estate.viewer(dafydd), member_ref=Member.objects.get().public_id)
    ref = views.save(who, "Fair", Choice(Filter(country="DK", list="gone", owner="gone")))
    response = seen_by_dafydd.get(f"/accounts/?view={ref}")
    assert "The list this asks for is no longer there." in text_of(response)
    assert "The owner this asks for has no accounts here any more." in text_of(response)
    assert "Nordhavn" in table(response)
    assert "Orne" not in table(response)


def test_only_administrators_are_offered_to_share(seen_by_dafydd, accounts, client):
    assert "Share with everybody" not in text_of(seen_by_dafydd.get(reverse("accounts")))
    refused = seen_by_dafydd.post(
        reverse("view_save"), {"name": "Ours", "country": "DK", "shared": "1"}
    )
    assert refused.status_code == 403
    helene = people.signed_in(client, people.helene())
    assert "Share with everybody" in text_of(helene.get(reverse("accounts")))
