"""An administrator views Account Insight as Dafydd: said on every page until it is over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lorgnette.access.models import Viewing
from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from tests.cast import people
from tests.insight import estate

BANNER = "lg-viewing"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def seller(dafydd):
    user = people.dafydd()
    people.granted(user.member)
    estate.account("Nordhavn", dafydd)
    estate.account("Banco Albufera", estate.seller("Ana"))
    return user.member


@pytest.fixture
def helene(client):
    return people.signed_in(client, people.helene())


def begin(browser, member):
    return browser.post(reverse("view_as_member", args=[member.public_id]))


def body(browser, address):
    return browser.get(address).content.decode()


def test_it_is_asked_first_and_begun_by_a_post_alone(helene, seller):
    there = reverse("view_as_member", args=[seller.public_id])
    assert "View as Dafydd Prys-Howell" in body(helene, there)
    assert BANNER not in body(helene, reverse("accounts"))
    assert not Viewing.objects.exists()
    assert begin(helene, seller)["Location"] == reverse("accounts")
    assert Viewing.objects.get().member == seller


def test_a_crafted_form_without_the_token_begins_nothing(seller):
    browser = Client(
        enforce_csrf_checks=True,
        headers={"host": "insight.aubier.example"},
        **{"wsgi.url_scheme": "https"},
    )
    people.signed_in(browser, people.helene())
    for address in (
        reverse("view_as_member", args=[seller.public_id]),
        reverse("view_as_crm_user", args=["x"]),
        reverse("view_as_stop"),
    ):
        assert browser.post(address).status_code == 403
    assert not Viewing.objects.exists()


def test_a_seller_has_no_such_door(client, seller):
    browser = people.signed_in(client, seller.user)
    assert begin(browser, people.wilhelmina().member).status_code == 404
    assert browser.post(reverse("view_as_stop")).status_code == 404


def test_every_page_says_so_until_it_is_stopped(helene, seller):
    begin(helene, seller)
    pages = ["accounts", "sales_users", "profile", "audit"]
    for address in [*map(reverse, pages), "/nowhere/"]:
        shown = body(helene, address)
        assert BANNER in shown, address
        assert "Dafydd Prys-Howell" in shown
        assert "Until 14:30" in shown
    stopped = helene.post(reverse("view_as_stop"))
    assert stopped["Location"] == reverse("sales_user", args=[seller.public_id])
    assert BANNER not in body(helene, reverse("accounts"))
    helene.post(reverse("view_as_stop"))


def test_it_shows_their_accounts_and_no_way_to_the_administration(helene, seller):
    begin(helene, seller)
    shown = body(helene, reverse("accounts"))
    assert "Nordhavn" in shown
    assert "Albufera" not in shown
    assert f'href="{reverse("admin")}"' not in shown


def test_when_the_time_is_over_it_says_so_and_shows_nothing_else(helene, seller):
    begin(helene, seller)
    with clock.pretend(estate.NOW + timedelta(minutes=30)):
        over = helene.get(reverse("accounts"), follow=True)
        assert over.redirect_chain[0] == ("/", 302)
        assert "You are yourself again" in over.content.decode()
        assert "Albufera" in body(helene, reverse("accounts"))


def test_a_fragment_is_led_away_when_the_time_is_over(helene, seller):
    begin(helene, seller)
    with clock.pretend(estate.NOW + timedelta(minutes=30)):
        answer = helene.get(reverse("accounts"), headers=HTMX)
        assert (answer.status_code, answer["HX-Redirect"]) == (204, "/")


def test_a_change_is_refused_in_words(helene, seller, dafydd):
    begin(helene, seller)
    there = reverse("account_potential", args=[estate.account("Orne", dafydd).public_id])
    refused = helene.post(there, {"do": "accept", "person": "x"})
    assert refused.status_code == 403
    words = "Nothing was changed: you only look as Dafydd Prys-Howell would."
    assert words in refused.content.decode()
    refused = helene.post(there, {"do": "accept", "person": "x"}, headers=HTMX)
    assert (refused.status_code, refused["HX-Refresh"]) == (403, "true")
    assert words in body(helene, reverse("accounts"))


def test_it_ends_with_the_session(helene, seller):
    begin(helene, seller)
    helene.post(reverse("account_logout"))
    assert Viewing.objects.get().how == "signed_out"
    people.signed_in(helene, seller.user.__class__.objects.get(is_administrator=True))
    assert BANNER not in body(helene, reverse("accounts"))


def test_their_reasons_to_see_nothing_are_shown_without_their_form(helene, seller):
    grant = seller.grants.get()
    grant.locked_at = estate.NOW
    grant.save()
    begin(helene, seller)
    answer = helene.get(reverse("accounts"))
    shown = answer.content.decode()
    assert answer.status_code == 403
    assert "Your access is locked" in shown
    assert BANNER in shown
    assert reverse("extension_ask") not in shown


def test_the_trail_says_who_looked_as_whom(helene, seller):
    begin(helene, seller)
    helene.post(reverse("view_as_stop"))
    rows = Entry.objects.filter(verb__startswith="access.view_").order_by("id")
    assert [(row.verb, row.subject_ref) for row in rows] == [
        ("access.view_begun", seller.public_id),
        ("access.view_ended", seller.public_id),
    ]


@pytest.mark.usefixtures("seller")
def test_without_viewing_nothing_is_asked_about_it(helene):
    with CaptureQueriesContext(connection) as asked:
        helene.get(reverse("accounts"))
    assert not any("access_viewing" in query["sql"] for query in asked)
