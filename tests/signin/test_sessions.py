"""How long a sign-in lasts, without a write a request, and where one is signed in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lorgnette.kernel import clock
from lorgnette.users.models import OpenSession, User
from lorgnette.users.open_sessions import prune
from lorgnette.workspace.models import Workspace
from tests.cast.people import AT, PASSWORD, aubier, dafydd, granted

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def seller() -> User:
    aubier()
    person = dafydd()
    granted(person.member)
    return person


def signed_in(client: Client, seller: User) -> Client:
    typed = {"address": seller.address_key, "password": PASSWORD}
    assert client.post("/sign-in/", typed, headers={"User-Agent": FIREFOX}).status_code == 302
    return client


def comes_in(client: Client, after: timedelta) -> bool:
    with clock.pretend(AT + after):
        return client.get("/accounts/").status_code == 200


def other_client() -> Client:
    return Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})


def test_unused_for_fourteen_days_it_is_over(client, seller):
    with clock.pretend(AT):
        signed_in(client, seller)
    assert comes_in(client, timedelta(days=14, seconds=-1))
    assert comes_in(client, timedelta(days=28, seconds=-2))
    assert not comes_in(client, timedelta(days=42))
    assert "_auth_user_id" not in client.session
    assert not OpenSession.objects.exists()


def test_after_thirty_days_it_is_over_however_often_it_is_used(client, seller):
    with clock.pretend(AT):
        signed_in(client, seller)
    for day in range(3, 30, 3):
        assert comes_in(client, timedelta(days=day))
    assert comes_in(client, timedelta(days=30, seconds=-1))
    assert not comes_in(client, timedelta(days=30))


def test_the_limits_are_the_companys_and_count_at_once(client, seller):
    with clock.pretend(AT):
        signed_in(client, seller)
    assert comes_in(client, timedelta(days=2))
    Workspace.objects.update(session_idle_days=1, session_days=5)
    assert comes_in(client, timedelta(days=3, seconds=-1))
    assert not comes_in(client, timedelta(days=4))


def test_every_door_counts_the_limits(client, seller):
    """The invitation's page too, which is open to strangers."""
    with clock.pretend(AT):
        signed_in(client, seller)
    with clock.pretend(AT + timedelta(days=31)):
        client.get("/invitation/")
    assert "_auth_user_id" not in client.session


def test_a_session_in_use_is_written_every_few_minutes_only(client, seller):
    def writes(after: timedelta) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert comes_in(client, after)
        return sum(query["sql"].startswith(("UPDATE", "INSERT")) for query in queries)

    with clock.pretend(AT):
        signed_in(client, seller)
        client.get("/accounts/")
    assert writes(timedelta(minutes=4)) == 0
    assert writes(timedelta(minutes=5)) > 0
    assert writes(timedelta(minutes=9)) == 0


def test_the_profile_lists_browsers_and_signs_out_the_others(client, seller):
    signed_in(client, seller)
    other = signed_in(other_client(), seller)
    shown = client.get("/profile/").text
    assert shown.count("Firefox on Linux") == 2
    assert shown.count("This browser") == 1
    answer = client.post("/profile/sign-out-elsewhere/", follow=True)
    assert "All other devices are signed out." in answer.text
    assert answer.text.count("Firefox on Linux") == 0  # the test's browser says nothing here
    assert OpenSession.objects.count() == 1
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_a_new_password_leaves_this_browser_alone_in_the_list(client, seller):
    signed_in(client, seller)
    signed_in(other_client(), seller)
    changed = {"current_password": PASSWORD, "password": "the second act begins late"}
    assert client.post("/profile/", changed, headers={"User-Agent": FIREFOX}).status_code == 302
    assert client.get("/profile/").text.count("Firefox on Linux") == 1


def test_signing_out_forgets_the_browser_and_what_is_gone_is_pruned(client, seller):
    signed_in(client, seller)
    client.post("/sign-out/")
    assert not OpenSession.objects.exists()
    signed_in(client, seller)
    assert prune() == 0
    Session.objects.all().delete()
    assert prune() == 1
