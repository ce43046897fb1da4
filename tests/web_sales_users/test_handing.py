"""Without a mail server Hélène carries the link to Dafydd herself."""

import re

import pytest
from django.urls import reverse

from lorgnette.audit.trail import about
from lorgnette.invitations.models import Invitation
from lorgnette.mail.models import Message
from tests.cast import invited

pytestmark = pytest.mark.django_db


@pytest.fixture
def dafydd(client):
    invited.aubier()
    helene = invited.administrator()
    client.force_login(helene)
    cast = invited.sellers()
    return invited.invite(helene, cast.dafydd)


def page_of(client, member) -> str:
    return reverse("sales_user_link", args=[member.public_id])


def shown_link(response) -> str:
    return re.search(r'value="([^"]*/i/[^"]+)"', response.content.decode())[1]


def test_asking_makes_nothing(client, dafydd):
    before = Invitation.objects.get()
    response = client.get(page_of(client, before.member))
    assert "Every link made before stops working" in response.content.decode()
    assert Invitation.objects.get() == before
    assert "/i/" not in response.content.decode()


def test_the_link_is_shown_once_and_no_mail_leaves(client, dafydd):
    old = Invitation.objects.get()
    response = client.post(page_of(client, old.member))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    link = shown_link(response)
    new = Invitation.objects.get(superseded_at=None)
    assert (new.renews, new.handed_over_at is not None) == (old, True)
    assert all(mail.final and mail.sealed is None for mail in Message.objects.all())
    assert link not in client.get(page_of(client, old.member)).content.decode()
    client.logout()
    assert "Dafydd" in client.get(link, follow=True).content.decode()


def test_another_link_kills_the_one_before(client, dafydd):
    member = Invitation.objects.get().member
    first = shown_link(client.post(page_of(client, member)))
    second = shown_link(client.post(page_of(client, member)))
    assert first != second
    client.logout()
    assert client.get(first, follow=True).status_code == 410
    assert client.get(second, follow=True).status_code == 200


def test_the_trail_tells_who_made_it_and_not_the_link(client, dafydd):
    member = Invitation.objects.get().member
    link = shown_link(client.post(page_of(client, member)))
    event = about("member", member.public_id)[0]
    assert (event.verb, event.actor_name) == ("invitation.handed_over", "Hélène Dubreuil")
    assert link.rpartition("/")[2] not in repr(event)


def test_where_nothing_is_pending_there_is_no_link(client, dafydd):
    member = Invitation.objects.get().member
    Invitation.objects.update(declined_at=invited.MONDAY)
    response = client.post(page_of(client, member))
    assert response.status_code == 409
    assert "There is no pending invitation" in response.content.decode()


def test_the_progress_counts_it(client, dafydd):
    row = Invitation.objects.get()
    client.post(page_of(client, row.member))
    page = client.get(reverse("batch", args=[row.batch.public_id])).content.decode()
    assert "Link handed over" in page
