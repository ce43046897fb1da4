"""Every story is told on the same day; Dafydd has signed in and is the CRM user of his address."""

import pytest

from tests.cast import people
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
def seen_by_dafydd(client, dafydd):
    """His browser, signed in, with access to his own and team accounts."""
    user = people.dafydd()
    people.granted(user.member)
    return people.signed_in(client, user)
