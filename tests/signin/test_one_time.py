"""The one-time link: a scanner that looks at it burns nothing, the button works once."""

import pytest

from lorgnette.audit import trail
from lorgnette.users.administrators import create, demo_link
from lorgnette.users.models import User
from lorgnette.users.passwords import LEAST
from tests.cast.people import HELENE_ACTOR, PASSWORD, aubier, helene
from tests.users.test_administrators import HELENE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company():
    aubier()


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    helene()
    return demo_link().url_path


def test_looked_at_ten_times_the_demos_link_still_signs_in_once(client, demo):
    for _ in range(10):
        assert "Sign in as the administrator" in client.get(demo).text
        client.head(demo)
    assert "_auth_user_id" not in client.session
    assert client.post(demo).url == "/"
    assert "_auth_user_id" in client.session
    client.logout()
    answer = client.post(demo)
    assert answer.status_code == 410
    assert "It works once." in answer.text
    assert "_auth_user_id" not in client.session


def test_the_first_link_of_an_administrator_sets_the_password_and_signs_in(client):
    path = create(HELENE, "Hélène", "Dubreuil", "fr", HELENE_ACTOR).url_path
    page = client.get(path).text
    assert HELENE.address in page
    assert f'data-lg-least="{LEAST}"' in page
    assert "Use at least 15 characters" in client.post(path, {"password": "short"}).text
    answer = client.post(path, {"password": PASSWORD})
    assert answer.url == "/"
    assert answer.cookies["lorgnette_language"].value == "fr"
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    verbs = [event.verb for event in trail.about("member", user.member.public_id)]
    assert verbs[:3] == [
        "user.signed_in",
        "user.password_changed",
        "administrator.link_used",
    ]


def test_a_made_up_link_is_no_page(client):
    answer = client.get("/link/made-up/")
    assert answer.status_code == 404
    assert "This link no longer works" in answer.text
