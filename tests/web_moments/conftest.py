"""Hélène administers; Ingrid of Nordhavn, which is Dafydd's, has looked at prices thrice."""

import pytest

from lorgnette.kernel import clock
from lorgnette.scoring.moments import work
from tests.cast import invited, people
from tests.insight import estate


@pytest.fixture(autouse=True)
def _today(db):
    with estate.today():
        yield


@pytest.fixture
def dafydd():
    """The CRM user."""
    return estate.seller("Dafydd", "Prys-Howell", address="dafydd.prys-howell@aubier.example")


@pytest.fixture
def nordhavn(dafydd):
    account = estate.account("Nordhavn Logistik", dafydd)
    ingrid = estate.person(account, "Ingrid Sørlie", "Finance Director")
    for days_ago in (40, 2, 1, 0):
        estate.did(ingrid, "web.pricing", days_ago=days_ago, subject="Prices <b>")
    estate.score_everything()
    return account


@pytest.fixture
def found(nordhavn):
    """The rules of the product have found what there is."""
    with clock.pretend(estate.NOW):
        while work.go_on():
            pass
    return nordhavn


@pytest.fixture
def browser(client):
    """Hélène's."""
    client.force_login(invited.administrator())
    return client


@pytest.fixture
def seen_by_dafydd(client, dafydd):
    """His browser, signed in, with access to his own and team accounts."""
    user = people.dafydd()
    people.granted(user.member)
    return people.signed_in(client, user)
