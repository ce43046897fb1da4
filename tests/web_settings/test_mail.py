"""The mail tab: how mail leaves, a test of it, and all mail held back."""

import pytest
from django.urls import reverse

from lorgnette.audit import trail
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.models import MailboxMail, Message
from lorgnette.mail.retries import Pace
from lorgnette.mail.transports import Refused
from lorgnette.workspace.settings import change, current
from tests.cast.people import HELENE_ACTOR

pytestmark = pytest.mark.usefixtures("browser")


class Refusing:
    """A server that takes nothing."""

    delivers = False

    def connect(self):
        return self

    def send(self, parcel, before_content):
        raise Refused("Relay access denied", 554)

    def close(self):
        pass


def deliver(**ways) -> None:
    deliver_due("test", pace=Pace(threads=0), **ways)


def test_a_test_mail_goes_to_whoever_asks_and_the_page_says_what_became_of_it(browser, settings):
    settings.DEMO, settings.SMTP_URL = True, ""
    there = browser.post(reverse("settings_mail_test"))["Location"]
    assert "waits for the worker" in browser.get(there).text
    deliver()
    page = browser.get(there).text
    assert "The test mail to helene.dubreuil@aubier.example was taken." in page
    assert MailboxMail.objects.get().subject == "A test from Lorgnette"


def test_a_failure_is_told_in_the_servers_own_words(browser):
    there = browser.post(reverse("settings_mail_test"))["Location"]
    deliver(via=Refusing())
    assert "554 Relay access denied" in browser.get(there).text
    ref = Message.objects.get().public_id
    state = browser.get(reverse("settings_mail_trial", args=[ref])).text
    assert "554 Relay access denied" in state
    assert "hx-trigger" not in state


def test_nobody_reads_the_state_of_anothers_mail(browser, other):
    browser.post(reverse("settings_mail_test"))
    ref = Message.objects.get().public_id
    assert other.get(reverse("settings_mail_trial", args=[ref])).status_code == 404


def test_the_servers_name_is_shown_and_never_its_secrets(browser, settings):
    settings.SMTP_URL = "smtp://lorgnette:s3cret@mail.aubier.example:587"
    page = browser.get(reverse("settings_mail")).text
    assert "mail.aubier.example:587" in page
    assert "s3cret" not in page


def test_held_mail_waits_and_every_admin_page_says_so(browser, settings):
    settings.DEMO, settings.SMTP_URL = True, ""
    browser.post(reverse("settings_mail_hold"))
    assert current().mail_held_at is not None
    assert "All mail is held back since" in browser.get(reverse("sales_users")).text
    browser.post(reverse("settings_mail_test"))
    deliver()
    assert not MailboxMail.objects.exists()
    browser.post(reverse("settings_mail_release"))
    assert "All mail is held back since" not in browser.get(reverse("sales_users")).text
    deliver()
    assert MailboxMail.objects.count() == 1
    verbs = [event.verb for event in trail.about("workspace", "settings")]
    assert verbs == ["mail.released", "mail.held"]


def test_holding_what_is_held_is_no_event(browser):
    for _twice in range(2):
        browser.post(reverse("settings_mail_hold"))
    assert len(trail.about("workspace", "settings")) == 1


def test_the_senders_name_stands_before_its_address(browser, settings):
    settings.DEMO, settings.SMTP_URL = True, ""
    change(HELENE_ACTOR, sender_name="Aubier Insight")
    browser.post(reverse("settings_mail_test"))
    deliver()
    source = bytes(MailboxMail.objects.get().source)
    assert b"From: Aubier Insight <lorgnette@aubier.example>" in source
