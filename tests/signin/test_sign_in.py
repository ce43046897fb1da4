"""Signing in and out: canonical addresses, one answer to every failure, only our own pages next."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import NoReverseMatch, reverse

from lorgnette.audit import trail
from lorgnette.audit.models import Detail
from tests.cast.people import PASSWORD, aubier, dafydd, granted, helene, member, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "dafydd.prys-howell@aubier.example"


@pytest.fixture(autouse=True)
def _company():
    aubier()


@pytest.fixture
def seller():
    return dafydd()


def tried(client, address=ADDRESS, password=PASSWORD, **more):
    return client.post("/sign-in/", {"address": address, "password": password, **more})


def test_the_right_password_leads_home_and_is_recorded(client, seller):
    answer = tried(client)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").url == reverse("accounts")
    assert trail.about("member", seller.member.public_id)[0].verb == "user.signed_in"


def test_an_administrator_comes_to_the_sales_users(client):
    signed_in(client, helene())
    assert client.get("/").url == reverse("sales_users")


def test_a_stranger_comes_to_the_sign_in(client):
    assert client.get("/").url == "/sign-in/"


@pytest.mark.parametrize(
    "typed",
    ["Dafydd.Prys-Howell@aubier.example", "  DAFYDD.PRYS-HOWELL@AUBIER.EXAMPLE "],
)
def test_an_address_is_compared_in_its_one_canonical_form(client, seller, typed):
    assert tried(client, typed).status_code == 302


def test_a_look_alike_address_is_refused_in_words(client, seller):
    answer = tried(client, "dаfydd.prys-howell@aubier.example")
    assert answer.status_code == 422
    assert "letter that can be mistaken for another" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(client, seller):
    answer = tried(client, password="")
    assert answer.status_code == 422
    assert "Enter your password." in answer.text
    assert f'value="{ADDRESS}"' in answer.text


def test_a_wrong_password_is_recorded_for_the_person(client, seller):
    assert tried(client, password="not the password").status_code == 422
    event = trail.about("member", seller.member.public_id)[0]
    assert (event.verb, event.actor_kind) == ("user.sign_in_failed", "stranger")


def test_a_try_with_an_unknown_address_is_recorded_under_its_digest(client):
    tried(client, "nobody@aubier.example")
    detail = Detail.objects.select_related("entry").get()
    assert detail.entry.subject_kind == "address"
    assert "nobody" not in detail.entry.subject_ref
    assert detail.personal["about"] == {"address": "nobody@aubier.example"}


def test_a_closed_sign_in_stays_outside(client, seller):
    type(seller).objects.update(is_active=False)
    tried(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ("/accounts/?q=acme", "/accounts/?q=acme"),
        ("https://insight.aubier.example/profile/", "https://insight.aubier.example/profile/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("http://insight.aubier.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
        ("sales_users", "/"),
        ("account:none", "/"),
        ("evil.example", "/"),
        ("?q=acme", "/"),
    ],
)
def test_after_signing_in_only_an_address_of_ours_comes_next(client, seller, given, leads_to):
    assert tried(client, next=given).url == leads_to


def test_who_is_signed_in_already_is_led_on(client, seller):
    signed_in(client, seller)
    assert client.get("/sign-in/?next=/profile/").url == "/profile/"


def test_signing_out_ends_the_session_and_is_recorded(client, seller):
    signed_in(client, seller)
    assert client.post("/sign-out/").url == "/sign-in/"
    assert "_auth_user_id" not in client.session
    assert trail.about("member", seller.member.public_id)[0].verb == "user.signed_out"


def test_a_link_cannot_sign_anybody_out(client, seller):
    signed_in(client, seller)
    assert client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session


def test_nobody_can_sign_up_and_allauth_keeps_no_addresses_of_its_own(client, seller):
    tried(client)
    assert not EmailAddress.objects.exists()
    for name in ("account_signup", "account_email", "account_set_password", "account_inactive"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_an_invited_person_cannot_sign_in_before_accepting(client):
    member("Ana", "Conceição")
    assert tried(client, "ana.conceicao@aubier.example").status_code == 422


def test_signed_in_pages_are_kept_by_no_cache(client, seller):
    granted(seller.member)
    signed_in(client, seller)
    for path in ("/", "/profile/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_the_server_says_that_it_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
