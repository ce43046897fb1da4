"""Dafydd forgot his password where no mail leaves: Hélène hands him a link."""

import re

import pytest
from django.test import Client

from lorgnette.audit.trail import about
from lorgnette.users.models import User
from tests.cast import invited, people
from tests.web_sales_users.conftest import address_of

pytestmark = pytest.mark.django_db
NEW = "the second act begins late"


@pytest.fixture
def page(sellers) -> str:
    return address_of(sellers.dafydd, "password/")


def shown_link(response) -> str:
    found = re.search(r'value="[^"]*(/password/reset/key/[^"]+)"', response.text)
    assert found
    return found[1]


def test_the_sheet_leads_there_for_whoever_has_a_password(browser, sellers):
    assert "password/" in browser.get(address_of(sellers.dafydd)).text
    assert "password/" not in browser.get(address_of(sellers.ana)).text


def test_asking_makes_nothing(browser, page):
    shown = browser.get(page).text
    assert "The password stays as it is until the link is used" in shown
    assert "/password/reset/key/" not in shown


def test_the_link_sets_a_new_password_once(browser, page):
    made = browser.post(page)
    assert "no-store" in made["Cache-Control"]
    link, his = shown_link(made), Client()
    assert link not in browser.get(page).text
    form = his.get(link).url
    assert his.post(form, {"password": NEW}).status_code == 302
    assert User.objects.get(member__name="Dafydd Prys-Howell").check_password(NEW)
    assert Client().get(link).status_code == 410


def test_the_link_runs_out(browser, page, settings):
    made = browser.post(page)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert Client().get(shown_link(made)).status_code == 410


def test_the_trail_tells_who_made_it_and_not_the_link(browser, page, sellers):
    link = shown_link(browser.post(page))
    event = about("member", invited.member_ref(sellers.dafydd))[0]
    assert (event.verb, event.actor_name) == ("user.reset_link_made", "Hélène Dubreuil")
    assert link.rpartition("-")[2] not in repr(event)
    assert "was made by Hélène Dubreuil" in browser.get(address_of(sellers.dafydd)).text


def test_nobody_sets_the_password_of_who_has_none_or_administers(browser, sellers):
    refused = browser.post(address_of(sellers.ana, "password/"))
    assert (refused.status_code, "no password here" in refused.text) == (409, True)
    User.objects.filter(member__name="Dafydd Prys-Howell").update(is_administrator=True)
    refused = browser.post(address_of(sellers.dafydd, "password/"))
    assert (refused.status_code, "lorgnette admin create" in refused.text) == (409, True)


def test_a_sales_user_finds_no_such_page(page):
    his = people.signed_in(Client(), User.objects.get(member__name="Dafydd Prys-Howell"))
    assert his.get(page).status_code == his.post(page).status_code == 404


def test_the_sign_in_page_says_whom_to_ask_where_no_mail_leaves(client, helene, settings):
    settings.SMTP_URL = ""
    for path in ("/sign-in/", "/password/reset/"):
        assert "ask an administrator at Aubier Systems" in client.get(path).text
    settings.SMTP_URL = "smtp://127.0.0.1:25"
    assert "ask an administrator" not in client.get("/sign-in/").text
    assert 'name="address"' in client.get("/password/reset/").text
