"""A new password by mail: through the outbox, once, and never before an invitation is accepted."""

import pytest
from django.contrib.sessions.models import Session

from lorgnette.audit import trail
from lorgnette.mail.models import Message
from lorgnette.mail.outbox import sealer
from lorgnette.users import reset
from lorgnette.users.models import User
from lorgnette.users.passwords import LEAST
from tests.cast.people import PASSWORD, aubier, dafydd, helene, member, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "dafydd.prys-howell@aubier.example"
NEW = "the second act begins late"


@pytest.fixture(autouse=True)
def _company():
    aubier()


@pytest.fixture
def seller():
    return dafydd()


def asked(client, address=ADDRESS) -> str:
    """The path of the link that was mailed, or ""."""
    answer = client.post("/password/reset/", {"address": address})
    assert (answer.status_code, answer.url) == (302, "/password/reset/done/")
    reset.pass_on()
    message = Message.objects.order_by("id").last()
    if message is None:
        return ""
    link = sealer().open(bytes(message.sealed))
    assert link.startswith("https://insight.aubier.example/password/reset/key/")
    return link.removeprefix("https://insight.aubier.example")


def form_of(client, path: str) -> str:
    """Where the link leads: the token has left the address bar."""
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.endswith("-set-password/")
    page = client.get(answer.url)
    assert page.status_code == 200
    assert f'data-lg-least="{LEAST}"' in page.text
    return answer.url


def test_the_mail_goes_to_the_stored_address_in_the_persons_language(client, seller):
    User.objects.update(language="fr")
    asked(client, ADDRESS.upper())
    message = Message.objects.get()
    assert (message.kind, message.language) == ("password_reset", "fr")
    assert (message.to_address, message.to_name) == (ADDRESS, "Dafydd Prys-Howell")
    assert message.about_ref == seller.member.public_id
    assert message.values["company"] == "Aubier Systems"
    assert trail.about("member", seller.member.public_id)[0].verb == "user.password_reset_asked"


def test_the_link_sets_a_new_password_once_and_ends_open_sessions(client, seller):
    path = form_of(client, asked(client))
    old_hash = seller.get_session_auth_hash()
    assert client.post(path, {"password": NEW}).url == "/password/reset/key/done/"
    user = User.objects.get()
    assert user.check_password(NEW)
    assert user.get_session_auth_hash() != old_hash
    assert trail.about("member", seller.member.public_id)[0].verb == "user.password_changed"
    assert client.post(path, {"password": "another one entirely"}).status_code == 410
    assert User.objects.get().check_password(NEW)


def test_the_link_alone_signs_nobody_in(client, seller):
    client.post(form_of(client, asked(client)), {"password": NEW})
    assert "_auth_user_id" not in client.session


def test_a_used_link_says_so_and_leads_to_another(client, seller):
    path = asked(client)
    client.post(form_of(client, path), {"password": NEW})
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Ask for a new link" in answer.text


@pytest.mark.parametrize("path", ["/password/reset/key/1-made-up/", "/password/reset/key/zz-x/"])
def test_a_made_up_link_is_dead_and_leaves_no_session(client, seller, path):
    assert client.get(path).status_code == 410
    assert not Session.objects.exists()


def test_a_weak_password_is_refused_beside_the_field_and_the_link_still_works(client, seller):
    path = form_of(client, asked(client))
    answer = client.post(path, {"password": "too short"})
    assert answer.status_code == 422
    assert "Use at least 15 characters" in answer.text
    assert client.post(path, {"password": NEW}).status_code == 302


def test_whoever_was_signed_in_on_this_browser_is_out(client, seller):
    path = asked(client)
    signed_in(client, helene())
    client.post(form_of(client, path), {"password": NEW})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["nobody@aubier.example", "ana.invited@aubier.example"])
def test_for_a_stranger_or_before_acceptance_the_answer_is_the_same_and_no_mail_leaves(client, who):
    member("Ana", "Invited")
    assert asked(client, who) == ""
    assert not Message.objects.exists()


def test_an_administrator_who_never_set_a_password_gets_no_mail(client):
    User.objects.filter(pk=helene().pk).update(password="!")
    assert asked(client, "helene.dubreuil@aubier.example") == ""


def test_what_is_no_address_is_refused_beside_the_field(client, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:25"
    answer = client.post("/password/reset/", {"address": "dafydd"})
    assert answer.status_code == 422
    assert "is not an e-mail address" in answer.text


def test_a_reset_password_signs_in(client, seller):
    client.post(form_of(client, asked(client)), {"password": NEW})
    typed = {"address": ADDRESS, "password": PASSWORD}
    assert client.post("/sign-in/", typed).status_code == 422
    assert client.post("/sign-in/", typed | {"password": NEW}).status_code == 302
