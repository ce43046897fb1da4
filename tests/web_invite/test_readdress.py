"""Ana's address was wrong: Hélène fixes it from the batch, and the invitation goes out again."""

import pytest
from django.urls import reverse

from lorgnette.invitations.accept import LinkRevoked, LinkSuperseded, look
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.workspace.models import Workspace
from tests.cast import invited
from tests.web_invite.wizard import body, words


@pytest.fixture
def browser(client, helene):
    client.force_login(helene)
    return client


@pytest.fixture
def batch_ref(helene, cast):
    return invited.invite(helene, cast.ana, cast.bo)


@pytest.fixture
def old_link(batch_ref, cast):
    """Of Ana's mail, which bounced."""
    token = invited.token(cast.ana)
    mail = Message.objects.filter(to_address=cast.ana.address)
    mail.update(bounced_at=clock.now(), final=True, reply_code=550, reply_text="5.1.1 no such user")
    return token


def form(batch_ref, cast):
    return reverse("batch_address", args=[batch_ref, invited.member_ref(cast.ana)])


def test_the_batch_leads_to_the_form_which_says_why(browser, batch_ref, cast, old_link):
    address = form(batch_ref, cast)
    assert f'href="{address}"' in body(browser.get(reverse("batch", args=[batch_ref])))
    page = words(body(browser.get(address)))
    assert "ana.lindqvist@aubier.example did not take the mail: 550 5.1.1 no such user" in page


def test_the_invitation_goes_to_the_new_address_and_the_old_link_dies(
    browser, batch_ref, cast, old_link
):
    answer = browser.post(form(batch_ref, cast), {"address": "ana.lind@aubier.example"})
    assert answer["Location"] == reverse("batch", args=[batch_ref])
    with pytest.raises((LinkSuperseded, LinkRevoked)):
        look(old_link)
    mail = Message.objects.get(to_address="ana.lind@aubier.example")
    assert not mail.final
    page = words(body(browser.get(answer["Location"])))
    assert "ana.lind@aubier.example Queued" in page
    assert "Needs you" not in page


def test_what_is_no_address_is_said_beside_the_field(browser, batch_ref, cast, old_link):
    answer = browser.post(form(batch_ref, cast), {"address": "ana at aubier"})
    assert answer.status_code == 422
    assert 'aria-invalid="true" aria-describedby="address-error address-hint"' in body(answer)
    assert 'value="ana at aubier"' in body(answer)


def test_somebody_of_another_batch_is_not_found(browser, batch_ref, cast, old_link):
    there = reverse("batch_address", args=["q" * 16, invited.member_ref(cast.ana)])
    assert browser.get(there).status_code == 404
    nobody = reverse("batch_address", args=[batch_ref, "q" * 16])
    assert browser.get(nobody).status_code == 404


def test_a_domain_that_had_its_share_of_the_hour_is_named(browser, batch_ref):
    Workspace.objects.update(domain_hourly=1)
    first = Message.objects.order_by("pk").first()
    Message.objects.filter(pk=first.pk).update(sent_at=clock.now(), final=True)
    page = words(body(browser.get(reverse("batch", args=[batch_ref]))))
    assert "Waiting: at most 1 mails an hour go to aubier.example" in page


def test_that_a_program_fetched_a_link_is_told_as_that(browser, batch_ref, cast):
    Message.objects.update(sent_at=clock.now(), final=True)
    invited.Invitation.objects.update(visited_at=clock.now())
    page = words(body(browser.get(reverse("batch", args=[batch_ref]))))
    assert "Sent The link was fetched; nobody acted on its page yet" in page
