"""Hélène administers Aubier Systems, Inès does too, and Dafydd sells."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from lorgnette.kernel import clock
from lorgnette.workspace.settings import current
from tests.cast import people

HOST = "insight.aubier.example"


@pytest.fixture(autouse=True)
def _morning(db):
    with clock.pretend(people.AT):
        people.aubier()
        yield


@pytest.fixture
def browser(client: Client) -> Client:
    """Hélène's."""
    return people.signed_in(client, people.helene())


@pytest.fixture
def other() -> Client:
    """Inès's, in another place."""
    client = Client(headers={"host": HOST}, **{"wsgi.url_scheme": "https"})
    return people.signed_in(client, people.user("Inès", "Caron", administrator=True))


def filled(tab: str, **typed: object) -> dict[str, object]:
    """The form of a tab as it is now, with what is typed over it."""
    fields = {
        "workspace": ("name", "postal_address", "zone"),
        "mail": ("sender_address", "sender_name", "domain_hourly", "quiet_from", "quiet_until"),
        "invitations": ("link_days", "inviter_daily", "address_daily", "reminders", "seat_limit"),
        "sign_in": ("session_idle_days", "session_days"),
        "languages": ("languages", "language"),
        "retention": ("audit_months", "mail_months"),
    }[tab]
    now = {name: getattr(current(), name) for name in fields}
    form = {name: "" if value is None else value for name, value in now.items()}
    form = {name: value for name, value in form.items() if value is not False}
    return {**form, "seen": json.dumps(now), **typed}


def save(browser: Client, tab: str, **typed: object):
    return browser.post(reverse(f"settings_{tab}"), filled(tab, **typed))
