"""Who may come in: strangers sign in, sales users find no administration, others learn why."""

from datetime import date

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from lorgnette.access import grants
from lorgnette.users.seen import touch
from lorgnette.web.guards import administrator, viewer
from tests.cast.people import HELENE_ACTOR, aubier, dafydd, granted, helene, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company():
    aubier()


def asked(view, user, method="get"):
    request = getattr(RequestFactory(), method)("/admin/invite/?q=1", HTTP_USER_AGENT="Firefox")
    request.user, request.session = user, {}
    return view(request)


@administrator
def admins_only(request):
    return HttpResponse(f"{request.actor.kind} {request.actor.name} {request.actor.agent}")


@viewer
def viewers_only(request):
    return HttpResponse(request.viewer.scope)


class Nobody:
    is_authenticated = False


@pytest.mark.parametrize("view", [admins_only, viewers_only])
def test_a_stranger_signs_in_and_comes_back_to_what_was_asked_but_not_to_a_form(view):
    assert asked(view, Nobody()).url == "/sign-in/?next=/admin/invite/%3Fq%3D1"
    assert asked(view, Nobody(), "post").url == "/sign-in/?next=/"


def test_an_administrator_comes_in_as_an_actor():
    answer = asked(admins_only, helene())
    assert answer.text == "administrator Hélène Dubreuil Firefox"
    assert "no-store" in answer["Cache-Control"]


def test_for_a_sales_user_the_administration_does_not_exist():
    seller = dafydd()
    granted(seller.member)
    with pytest.raises(Http404):
        asked(admins_only, seller)
    assert asked(viewers_only, seller).text == "own"


def test_an_administrator_sees_all_accounts():
    assert asked(viewers_only, helene()).text == "all"


def test_who_is_out_learns_why_and_whom_to_ask(client):
    touch(helene())
    seller = dafydd()
    signed_in(client, seller)
    never = client.get("/accounts/")
    assert never.status_code == 403
    assert "nobody has given you Account Insight yet" in never.text
    granted(seller.member, last_day=date(2026, 1, 31))
    ended = client.get("/accounts/")
    assert ended.status_code == 403
    assert "It was open through 31 January 2026." in ended.text
    assert "helene.dubreuil@aubier.example" in ended.text
    assert "no-store" in ended["Cache-Control"]


def test_the_page_says_the_reason_of_a_lock(client):
    seller = dafydd()
    granted(seller.member)
    grants.lock(seller.member.public_id, "On leave until spring", HELENE_ACTOR)
    signed_in(client, seller)
    assert "On leave until spring" in client.get("/accounts/").text


def test_a_fragment_that_a_stranger_asks_for_leads_the_whole_page_to_the_sign_in(client):
    page = {"HX-Request": "true", "HX-Current-URL": "https://insight.aubier.example/accounts/?q=1"}
    answer = client.get("/accounts/", headers=page)
    assert (answer.status_code, answer["HX-Redirect"]) == (
        204,
        "/sign-in/?next=/accounts/%3Fq%3D1",
    )


def test_a_fragment_for_somebody_who_is_out_shows_the_page_anew(client):
    signed_in(client, dafydd())
    answer = client.get("/accounts/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (403, "true")
