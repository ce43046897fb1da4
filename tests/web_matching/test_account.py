"""Potential people on an account's own page, for whoever sees the account."""

import pytest

from tests.cast import people
from tests.insight import estate
from tests.matching.cast import home, person, work

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def cast(client):
    """Dafydd owns Nordhavn; Ana's Albufera is not his. Somebody writes of each from free mail."""
    with estate.today():
        seller = estate.seller("Dafydd", address="dafydd.prys-howell@aubier.example")
        own = estate.account("Nordhavn", seller)
        foreign = estate.account("Albufera", estate.seller("Ana"))
        ingrid = person("ingrid@gmail.com", company="Nordhavn AS")
        marta = person("marta@gmail.com", company="Albufera SA")
        work()
        user = people.dafydd()
        people.granted(user.member)
        yield people.signed_in(client, user), own, foreign, ingrid, marta


def place(account):
    return f"/accounts/{account.public_id}/potential/"


def test_a_seller_answers_about_their_own_account(cast):
    client, own, _foreign, ingrid, _marta = cast
    text = client.get(place(own)).content.decode()
    assert "ingrid" in text
    assert "marta" not in text
    sent = {"person": ingrid.public_id, "do": "accept"}
    told = client.post(place(own), sent, headers=HTMX).content.decode()
    assert "belongs to" in told
    assert home(ingrid) == own
    assert "Latest answers" in client.get(place(own)).content.decode()


def test_a_seller_sees_and_answers_nothing_about_others(cast):
    client, own, foreign, ingrid, marta = cast
    assert client.get(place(foreign)).status_code == 404
    sent = {"person": marta.public_id, "do": "accept"}
    assert client.post(place(foreign), sent).status_code == 404
    # The account is that of the address, whatever the form says besides.
    client.post(place(own), sent | {"account": foreign.public_id})
    client.post(place(own), {"person": ingrid.public_id, "do": "undo"})
    assert (home(marta), home(ingrid)) == (None, None)


def test_the_account_s_page_leads_there(cast):
    client, own, *_others = cast
    assert place(own) in client.get(f"/accounts/{own.public_id}/").content.decode()
