"""T19: who is revoked, locked or expired is out at the next request, open sessions included."""

from datetime import date, timedelta

import pytest

from lorgnette.access import grants
from lorgnette.kernel import clock
from lorgnette.users.models import User
from tests.cast.people import (
    AT,
    HELENE_ACTOR,
    PASSWORD,
    aubier,
    dafydd,
    granted,
    helene,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    aubier()
    with clock.pretend(AT):
        yield


@pytest.fixture
def seller(client):
    user = dafydd()
    granted(user.member, last_day=date(2026, 11, 24))
    client.post("/sign-in/", {"address": user.address_key, "password": PASSWORD})
    assert client.get("/accounts/").status_code == 200
    return user


def lock(ref: str) -> None:
    grants.lock(ref, "", HELENE_ACTOR)


def revoke(ref: str) -> None:
    grants.revoke(ref, HELENE_ACTOR)


@pytest.mark.parametrize("out", [lock, revoke])
def test_a_lock_and_a_revocation_end_the_open_session(client, seller, out):
    out(seller.member.public_id)
    answer = client.get("/accounts/")
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/accounts/")
    signed_in(client, seller)
    assert client.get("/accounts/").status_code == 403


def test_an_expiry_denies_the_open_session_at_that_second(client, seller):
    with clock.pretend(AT + timedelta(days=1)):
        answer = client.get("/accounts/")
    assert answer.status_code == 403
    assert "Your access has ended" in answer.text


def test_an_administrator_whose_account_insight_is_revoked_stays_signed_in(client):
    manager = helene()
    granted(manager.member)
    signed_in(client, manager)
    grants.revoke(manager.member.public_id, HELENE_ACTOR)
    assert client.get("/profile/").status_code == 200


def test_a_closed_sign_in_is_out_too(client, seller):
    User.objects.update(is_active=False)
    assert client.get("/accounts/").status_code == 302
