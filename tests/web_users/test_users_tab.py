"""The Users tab: inviting an administrator, pending invitations, removing one."""

import pytest
from django.test import Client

from lorgnette.mail.models import Message
from lorgnette.users.models import User
from tests.cast.people import aubier, dafydd, helene, signed_in, user

pytestmark = pytest.mark.django_db

TAB = "/admin/users-roles/users/"
ANA = {
    "first_name": "Ana",
    "last_name": "Lindqvist",
    "address": "ana.lindqvist@aubier.example",
    "reason": "She runs sales operations.",
}


@pytest.fixture(autouse=True)
def _company():
    aubier()


@pytest.fixture
def inside(client) -> Client:
    """Hélène's browser."""
    return signed_in(client, helene())


def text_of(answer) -> str:
    return answer.content.decode()


def pending_ref(inside) -> str:
    inside.post(f"{TAB}invite/", ANA)
    return Message.objects.get(kind="administrator_invitation").about_ref


def test_the_form_says_who_is_told_and_what_the_role_may(inside):
    shown = text_of(inside.get(f"{TAB}invite/"))
    assert "1 administrator is told" in shown
    assert "Invites and removes administrators" in shown


def test_inviting_leads_back_to_the_list_where_it_waits(inside):
    answer = inside.post(f"{TAB}invite/", ANA, follow=True)
    shown = text_of(answer)
    assert "The invitation is on its way to ana.lindqvist@aubier.example" in shown
    assert "Invited by Hélène Dubreuil: She runs sales operations." in shown
    assert Message.objects.filter(kind="administrators_changed").count() == 1


def test_everything_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(inside):
    answer = inside.post(f"{TAB}invite/", {"first_name": "Ana", "address": "nowhere"})
    shown = text_of(answer)
    assert answer.status_code == 422
    for field in ("last_name", "address", "reason"):
        assert f'aria-describedby="{field}-error' in shown
    assert 'value="Ana"' in shown
    assert 'value="nowhere"' in shown
    assert shown.count("autofocus") == 1
    assert not Message.objects.exists()


def test_who_administers_already_is_refused_beside_the_address(inside):
    answer = inside.post(f"{TAB}invite/", ANA | {"address": "helene.dubreuil@aubier.example"})
    assert answer.status_code == 409
    assert "administers Lorgnette already" in text_of(answer)


def test_resending_and_revoking_from_the_list(inside):
    ref = pending_ref(inside)
    inside.post(f"{TAB}{ref}/resend/")
    assert Message.objects.filter(kind="administrator_invitation").count() == 2
    assert "Revoke the invitation of Ana Lindqvist?" in text_of(inside.get(f"{TAB}{ref}/revoke/"))
    shown = text_of(inside.post(f"{TAB}{ref}/revoke/", follow=True))
    assert "The invitation is revoked" in shown
    assert "She runs sales operations." not in shown
    assert inside.post(f"{TAB}{ref}/resend/").status_code == 409
    assert inside.get(f"{TAB}{ref}/revoke/").status_code == 404


def test_removing_is_asked_first(inside):
    mona = user("Mona", "Vidal", administrator=True)
    path = f"{TAB}{mona.member.public_id}/remove/"
    assert "Remove Mona Vidal as administrator?" in text_of(inside.get(path))
    assert User.objects.get(pk=mona.pk).is_administrator
    assert "no longer administers" in text_of(inside.post(path, follow=True))
    assert not User.objects.get(pk=mona.pk).is_administrator
    assert inside.get(path).status_code == 404


def test_the_removed_are_out_at_the_next_click(inside):
    mona = user("Mona", "Vidal", administrator=True)
    hers = signed_in(Client(), mona)
    inside.post(f"{TAB}{mona.member.public_id}/remove/")
    assert hers.get(TAB).status_code == 302


def test_the_last_one_is_told_why_not(inside):
    ref = User.objects.get().member.public_id
    assert "is the last administrator" in text_of(inside.get(f"{TAB}{ref}/remove/"))
    assert inside.post(f"{TAB}{ref}/remove/").status_code == 409
    assert User.objects.get().is_administrator


@pytest.mark.parametrize("path", ["", "invite/", "abc/remove/", "abc/revoke/"])
def test_a_sales_user_finds_no_such_page(client, path):
    assert signed_in(client, dafydd()).get(f"{TAB}{path}").status_code == 404
