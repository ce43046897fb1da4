"""The door of somebody invited to administer: GET changes nothing, the button accepts."""

import pytest
from django.conf import settings
from django.test import Client

from lorgnette.kernel.addresses import parse_address
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.users.actors import actor_of
from lorgnette.users.invite_administrator import invite, revoke
from lorgnette.users.models import AdministratorInvitation, User
from tests.cast.people import PASSWORD, aubier, dafydd, helene, signed_in, wilhelmina

pytestmark = pytest.mark.django_db
PAGE = "/administrator-invitation/"


@pytest.fixture(autouse=True)
def _company():
    aubier()


def invited(address: str = "ana.lindqvist@aubier.example") -> str:
    """The path of the mailed link."""
    invite(parse_address(address), "Ana", "Lindqvist", "Sales operations.", actor_of(helene()))
    message = Message.objects.get(kind="administrator_invitation")
    return sealer().open(bytes(message.sealed)).removeprefix(settings.BASE_URL)


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_token_leaves_the_address_bar_and_looking_changes_nothing(client):
    path = invited()
    answer = client.get(path)
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert answer["Referrer-Policy"] == "no-referrer"
    for _ in range(2):
        shown = text_of(client.get(PAGE))
        client.head(PAGE)
    assert "Hélène Dubreuil invites you to administer" in shown
    assert "Sales operations." in shown
    assert AdministratorInvitation.objects.get().accepted_at is None
    assert User.objects.count() == 1


def test_a_password_accepts_and_signs_in(client):
    client.get(invited())
    refused = client.post(PAGE, {"password": "short"})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in text_of(refused)
    accepted = client.post(PAGE, {"password": PASSWORD})
    assert (accepted.status_code, accepted.url) == (302, "/admin/users-roles/users/")
    assert "Ana Lindqvist" in text_of(client.get(accepted.url))
    assert client.post(PAGE, {"password": PASSWORD}).status_code == 410


def test_the_language_read_here_goes_on(client):
    client.get(invited())
    client.post("/language/", {"language": "fr", "next": PAGE})
    assert 'lang="fr"' in text_of(client.get(PAGE))
    joined = client.post(PAGE, {"password": PASSWORD})
    assert User.objects.get(member__name="Ana Lindqvist").language == "fr"
    assert 'lang="fr"' in text_of(client.get(joined.url))


def test_a_sales_user_signs_in_before_she_is_promoted(client):
    seller = dafydd()
    client.get(invited(seller.member.address))
    assert "Sign in to accept" in text_of(client.get(PAGE))
    assert client.post(PAGE, {"password": PASSWORD}).status_code == 403
    other = signed_in(Client(), seller)
    signed_in(client, seller)
    assert client.post(PAGE).url == "/admin/users-roles/users/"
    assert client.get("/admin/users-roles/users/").status_code == 200
    # What was open elsewhere has not grown: it has ended.
    assert other.get("/profile/").status_code == 302


def test_signed_in_as_another_one_may_switch(client):
    path = invited()
    signed_in(client, wilhelmina())
    client.get(path)
    assert "You are signed in as <b" in text_of(client.get(PAGE))
    assert client.post(PAGE).status_code == 403
    assert client.post(f"{PAGE}switch/").url == PAGE
    assert "Accept with this password" in text_of(client.get(PAGE))


def test_a_dead_unknown_or_missing_link_says_so(client):
    path = invited()
    assert client.get(PAGE).status_code == 404
    client.get("/a/made-up")
    assert client.get(PAGE).status_code == 404
    client.get(path)
    hers = User.objects.get()
    revoke(AdministratorInvitation.objects.get().member.public_id, actor_of(hers))
    assert client.get(PAGE).status_code == 410
    assert client.post(PAGE, {"password": PASSWORD}).status_code == 410
