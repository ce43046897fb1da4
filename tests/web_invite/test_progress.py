"""After Send: Hélène watches the batch, closes the page and comes back."""

import pytest
from django.test import override_settings
from django.urls import reverse

from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from tests.cast import invited
from tests.web_invite.wizard import body, words


@pytest.fixture
def browser(client, helene):
    client.force_login(helene)
    return client


@pytest.fixture
def batch_ref(helene, cast):
    return invited.invite(helene, cast.dafydd, cast.ana, cast.bo)


def seen(browser, batch_ref, **query):
    return body(browser.get(reverse("batch", args=[batch_ref]), query))


def mail(person, **facts):
    Message.objects.filter(to_address=person.address).update(**facts)


def test_it_counts_the_outcomes_and_shows_each_person(browser, batch_ref, cast):
    now = clock.now()
    mail(cast.dafydd, sent_at=now, delivered_at=now, final=True)
    mail(cast.ana, bounced_at=now, final=True, reply_code=550, reply_text="5.1.1 no such mailbox")
    page = words(seen(browser, batch_ref))
    assert "2 of 3 have left this server" in page
    assert "Accepted 0 Delivered 1 Sent 0 Queued 1 Bounced 1" in page
    assert "Needs you 1 Name" in page
    assert "Ana Lindqvist ana.lindqvist@aubier.example Bounced 550 5.1.1 no such mailbox" in page
    assert "Dafydd Prys-Howell dafydd.prys-howell@aubier.example Delivered EN" in page


def test_it_asks_often_while_mails_wait_and_seldom_after(browser, batch_ref):
    assert 'hx-trigger="every 2s"' in seen(browser, batch_ref)
    Message.objects.update(sent_at=clock.now(), final=True)
    assert 'hx-trigger="every 30s"' in seen(browser, batch_ref)


def test_what_changes_comes_alone_and_is_said_aloud_only_when_it_grew(browser, batch_ref):
    address = reverse("batch_rows", args=[batch_ref])
    same = body(browser.get(address, {"tenth": "0"}))
    assert "<html" not in same
    assert "batch-said" not in same
    Message.objects.update(sent_at=clock.now(), final=True)
    grown = body(browser.get(address, {"tenth": "0"}))
    assert 'id="batch-said" hx-swap-oob="innerHTML"' in grown
    assert "3 of 3 have left this server." in words(grown)


def test_an_outcome_filters_the_rows(browser, batch_ref, cast):
    mail(cast.ana, sent_at=clock.now(), final=True)
    page = words(seen(browser, batch_ref, outcome="sent")).partition("Everybody")[2]
    assert "Ana Lindqvist" in page
    assert "Dafydd" not in page
    assert "Dafydd" in words(seen(browser, batch_ref, outcome="no such outcome"))


def test_those_who_need_her_are_listed_apart_and_all_of_them_on_request(browser, helene, cast):
    people = [invited.crm_user("Seller", f"{n:02}", f"s{n}@aubier.example") for n in range(25)]
    ref = invited.invite(helene, *people, cast.dafydd)
    Message.objects.exclude(to_address=cast.dafydd.address).update(
        bounced_at=clock.now(), final=True
    )
    page = seen(browser, ref)
    assert "Needs you 20+ Show all" in words(page)
    following = words(seen(browser, ref, outcome="needs_you")).partition("Everybody")[2]
    assert "Seller 24" in following
    assert "Dafydd" not in following


def test_a_possible_duplicate_is_flagged(browser, batch_ref, cast):
    mail(cast.bo, sent_at=clock.now(), maybe_twice_at=clock.now(), final=True)
    assert "may have arrived twice" in seen(browser, batch_ref)


def test_a_deferral_says_why_and_when_it_is_tried_again(browser, batch_ref, cast):
    mail(cast.bo, deferred_at=clock.now(), reply_code=452, reply_text="too many recipients")
    page = words(seen(browser, batch_ref))
    assert "Waiting to retry 452 too many recipients · next try" in page


def test_the_other_pages_are_reached(browser, helene, cast):
    people = [invited.crm_user("Seller", f"{n:02}", f"s{n}@aubier.example") for n in range(55)]
    ref = invited.invite(helene, *people)
    page = seen(browser, ref)
    assert "50 of 55, by name" in words(page)
    assert "Seller 54" not in page
    following = page.partition('id="batch-next" rel="next" href="')[2].partition('"')[0]
    assert "Seller 54" in body(browser.get(following.replace("&amp;", "&")))


def test_without_smtp_it_says_that_the_mails_wait(browser, batch_ref):
    assert "No SMTP server is set, so these mails wait." in seen(browser, batch_ref)


@override_settings(DEMO=True)
def test_in_the_demo_the_mailbox_takes_them(browser, batch_ref):
    assert "these mails wait" not in seen(browser, batch_ref)


def test_a_bounced_invitation_is_resent_under_a_new_link(browser, batch_ref, cast):
    mail(cast.ana, bounced_at=clock.now(), final=True)
    old = invited.current(cast.ana)
    assert old.message.public_id in seen(browser, batch_ref)
    response = browser.post(
        reverse("batch_resend", args=[batch_ref]), {"message": old.message.public_id}
    )
    assert response["Location"] == reverse("batch", args=[batch_ref])
    assert invited.current(cast.ana).token_digest != old.token_digest
    assert "A new link is on its way" in words(body(browser.get(response["Location"])))


def test_what_cannot_be_resent_is_said(browser, batch_ref, cast):
    message = invited.current(cast.ana).message
    Invitation.objects.filter(message=message).update(declined_at=clock.now())
    browser.post(reverse("batch_resend", args=[batch_ref]), {"message": message.public_id})
    assert "There is no pending invitation to resend." in words(seen(browser, batch_ref))
