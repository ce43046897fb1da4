"""The Mail room: how the outbox stands, whether the sender is believed, whom not to invite."""

import re

from django.urls import reverse

from lorgnette.kernel import clock
from lorgnette.mail import suppression
from lorgnette.mail.models import Message, SenderCheck
from lorgnette.users.create import create_user
from lorgnette.workspace.models import Workspace
from tests.cast import invited
from tests.cast.people import HELENE_ACTOR
from tests.mail.name_server import answering

MAIL = "/admin/mail/"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text.replace("<wbr>", "")).split())


def test_it_counts_what_waits_and_what_became_of_the_rest(browser, cast):
    now = clock.now()
    Message.objects.filter(to_address=cast.ana.address).update(bounced_at=now, final=True)
    page = words(browser.get(MAIL))
    assert "Waiting 1 Sent 0 Known to be delivered 0 Bounced 1 Reported as unwanted 0" in page
    assert "The longest waiting was written" in page


def test_it_tells_the_limits_and_where_bounces_go(browser, cast, settings):
    Workspace.objects.update(domain_hourly=200)
    settings.BOUNCE_FOLDER = "/srv/bounces"
    page = words(browser.get(MAIL))
    assert "To one domain 200 mails an hour" in page
    assert "Bounces go to bounce+…@aubier.example" in page
    assert "from /srv/bounces" in page


def test_a_check_says_what_to_publish(browser, cast, settings):
    Workspace.objects.update(sender_address="lorgnette@aubier-systems.com")
    assert "Never checked yet." in words(browser.get(MAIL))
    with answering({}) as server:
        settings.DNS_SERVER = server
        page = browser.post(f"{MAIL}check/", {"selector": ""}, follow=True)
    assert "publishes no SPF record" in words(page)
    assert 'value="v=DMARC1; p=none; rua=mailto:postmaster@aubier-systems.com"' in page.text
    assert SenderCheck.objects.count() == 1


def test_a_selector_that_is_none_is_said_beside_the_field(browser, cast):
    page = browser.post(f"{MAIL}check/", {"selector": "a b"})
    assert page.status_code == 422
    assert 'value="a b"' in page.text
    assert 'aria-describedby="selector-error"' in page.text


def test_who_said_never_is_listed_and_found(browser, unwilling):
    page = words(browser.get(MAIL))
    assert "Not to be invited 1" in page
    assert "ana.lindqvist@aubier.example Asked for it" in page
    assert "ana.lindqvist" in words(browser.get(MAIL, {"q": "LINDQ"}))
    assert "No address holds “nobody”." in words(browser.get(MAIL, {"q": "nobody"}))


def test_an_address_comes_off_the_list_only_with_a_reason(browser, unwilling):
    (row,) = suppression.listed().rows
    lift = reverse("mail_lift", args=[row.ref])
    assert "asked never to be invited again" in words(browser.get(lift))
    refused = browser.post(lift, {"reason": " "})
    assert refused.status_code == 422
    assert "Write why: this person asked not to be invited." in words(refused)
    assert suppression.count() == 1
    done = browser.post(lift, {"reason": "She asked me to"}, follow=True)
    assert "ana.lindqvist@aubier.example can be invited again." in words(done)
    assert suppression.count() == 0
    assert browser.get(lift).status_code == 404


def test_the_sheet_tells_it(browser, unwilling):
    page = words(browser.get(reverse("sales_user", args=[invited.member_ref(unwilling)])))
    assert "Not to be invited again" in page
    assert "The person asked for it" in page
    assert "With “Never invite me again”" in page


def test_a_sales_user_has_no_such_room(client, cast):
    member = invited.Member.objects.get(address_key=cast.dafydd.address_key)
    client.force_login(create_user(member, "!", "en", actor=HELENE_ACTOR))
    for path in (MAIL, f"{MAIL}never/{'q' * 16}/lift/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{MAIL}check/").status_code == 404


def test_step_3_worries_about_a_sender_that_nobody_checked(browser, helene, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:25"
    draft = invited.drafted(helene, invited.sellers().bo)
    step = reverse("invite_message", args=[draft])
    note = "Nobody has checked yet whether receivers will believe this sender."
    assert note not in words(browser.get(step))
    Workspace.objects.update(sender_address="lorgnette@aubier-systems.com")
    page = browser.get(step)
    assert note in words(page)
    assert f'href="{MAIL}"' in page.text
