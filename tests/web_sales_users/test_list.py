"""The Sales Users tab: who was invited, filtered, searched, sorted, page by page."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from lorgnette.access import grants
from lorgnette.users.models import Member
from tests.cast import invited, people
from tests.cast.people import HELENE_ACTOR
from tests.web_sales_users.conftest import PEOPLE, address_of


def names(page: str) -> list[str]:
    return re.findall(r"data-lg-sheet-link>([^<]+)</a>", page)


def test_an_empty_list_explains_the_first_step(browser):
    page = browser.get(PEOPLE).text
    assert "Nobody has been invited yet" in page
    assert page.count(f'href="{reverse("invite")}"') == 1
    assert "<table" not in page


def test_everybody_invited_is_listed_by_name(browser, sellers):
    page = browser.get(PEOPLE).text
    assert names(page) == ["Ana Lindqvist", "Bo Ek", "Dafydd Prys-Howell"]
    assert "3 of 3 people" in page
    assert "10 days left" in page
    assert "waiting to be sent" in page


def test_a_status_filters_and_its_chip_leads_back(browser, sellers):
    page = browser.get(PEOPLE, {"status": "pending"}).text
    assert names(page) == ["Ana Lindqvist", "Bo Ek"]
    (chip,) = re.findall(r'<a class="lg-chip" href="([^"]+)" aria-current="true">', page)
    assert chip == PEOPLE


def test_who_expires_soon_is_a_filter_of_its_own(browser, sellers):
    assert names(browser.get(PEOPLE, {"status": "ends_soon"}).text) == ["Dafydd Prys-Howell"]


def test_chips_count(browser, sellers):
    page = re.sub(r"<svg.*?</svg>", "", browser.get(PEOPLE).text, flags=re.DOTALL)
    chips = dict(re.findall(r'class="lg-chip"[^>]*>([^<]+?) <span class="lg-n">(\d+)', page))
    assert chips["All"] == "3"
    assert chips["Active"] == "1"
    assert chips["Pending"] == "2"
    assert "Declined" not in chips


def test_declined_has_a_chip_once_somebody_did(browser, sellers):
    from_ana = invited.token(sellers.ana)
    browser.get(f"/i/{from_ana}")
    browser.post("/invitation/decline/")
    assert names(browser.get(PEOPLE, {"status": "declined"}).text) == ["Ana Lindqvist"]
    assert "Declined" in browser.get(PEOPLE).text


def test_a_search_finds_names_without_accents_and_addresses(browser, sellers):
    assert names(browser.get(PEOPLE, {"q": "LINDQ"}).text) == ["Ana Lindqvist"]
    assert names(browser.get(PEOPLE, {"q": "bo.ek@"}).text) == ["Bo Ek"]


def test_no_match_says_so_and_leads_back(browser, sellers):
    page = browser.get(PEOPLE, {"q": "<nobody>"}).text
    assert "Nobody here matches “&lt;nobody&gt;”." in page
    assert "Show all sales users" in page


def test_htmx_gets_the_rows_and_the_chips_alone(browser, sellers):
    page = browser.get(PEOPLE, {"q": "ana"}, headers={"hx-request": "true"}).text
    assert names(page) == ["Ana Lindqvist"]
    assert 'hx-swap-oob="true"' in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("sort", "first", "direction"),
    [
        ("-name", "Dafydd Prys-Howell", "descending"),
        ("-address", "Dafydd Prys-Howell", "descending"),
        ("expires", "Dafydd Prys-Howell", "ascending"),
        ("last_seen", None, "descending"),
        ("nonsense", "Ana Lindqvist", "ascending"),
    ],
)
def test_it_sorts(browser, sellers, sort, first, direction):
    page = browser.get(PEOPLE, {"sort": sort}).text
    assert first is None or names(page)[0] == first
    assert page.count(f'aria-sort="{direction}"') == 1


def test_a_sorted_column_turns_round(browser, sellers):
    assert f'href="{PEOPLE}?sort=-name"' in browser.get(PEOPLE).text
    assert f'<a href="{PEOPLE}">' in browser.get(PEOPLE, {"sort": "-name"}).text


def test_pages_hold_25_and_keep_their_filter(browser, helene):
    crowd = [invited.crm_user("Seller", f"N{number:02}") for number in range(28)]
    invited.invite(helene, *crowd)
    page = browser.get(PEOPLE, {"status": "pending"}).text
    assert len(names(page)) == 25
    (onward,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert "status=pending" in onward
    rest = browser.get(onward.replace("&amp;", "&")).text
    assert names(rest) == ["Seller N25", "Seller N26", "Seller N27"]
    (back,) = re.findall(r'rel="prev" href="([^"]+)"', rest)
    assert len(names(browser.get(back.replace("&amp;", "&")).text)) == 25


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=a()>'])
def test_a_hostile_name_from_the_crm_arrives_as_text(browser, sellers, hostile):
    Member.objects.filter(name="Ana Lindqvist").update(name=hostile)
    for address in (PEOPLE, address_of(sellers.ana), address_of(sellers.ana, "revoke/")):
        page = browser.get(address).text
        assert escape(hostile) in page
        assert hostile not in page


def test_the_locked_show_why(browser, sellers):
    grants.lock(invited.member_ref(sellers.dafydd), "On leave until May", HELENE_ACTOR)
    assert "On leave until May" in browser.get(PEOPLE, {"status": "locked"}).text


def test_it_speaks_french(browser, sellers):
    browser.post("/language/", {"language": "fr"})
    assert '<html lang="fr">' in browser.get(PEOPLE).text


def test_users_and_roles_are_there_to_read(browser, sellers):
    users = browser.get(reverse("admin_users")).text.replace("<wbr>", "")
    assert "helene.dubreuil@aubier.example" in users
    assert "dafydd" not in users
    roles = browser.get(reverse("admin_roles")).text
    assert "Sees Account Insight for the accounts they were given" in roles


def test_the_tabs_count(browser, sellers):
    page = browser.get(reverse("admin_users")).text
    assert re.findall(r'>(\w[\w ]+)<span class="lg-n">(\d+)', page) == [
        ("Users", "1"),
        ("Roles", "2"),
        ("Sales Users", "3"),
    ]


def test_for_a_sales_user_there_is_no_such_place(client, sellers):
    dafydd = people.signed_in(client, Member.objects.get(name="Dafydd Prys-Howell").user)
    addresses = [PEOPLE, reverse("admin_users"), reverse("admin_roles"), address_of(sellers.ana)]
    assert {dafydd.get(address).status_code for address in addresses} == {404}
    actions = ("resend/", "revoke/", "lock/", "unlock/", "extend/")
    for action in actions:
        assert dafydd.get(address_of(sellers.ana, action)).status_code == 404
        assert dafydd.post(address_of(sellers.ana, action)).status_code == 404


def test_strangers_sign_in_first(client, sellers):
    answer = client.get(PEOPLE, {"status": "pending"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=/admin/users-roles/sales-users/")
    assert client.post(address_of(sellers.ana, "revoke/")).status_code == 302
