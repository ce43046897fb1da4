"""Hélène has invited Dafydd, who reads English, and Ana, who reads French."""

from collections.abc import Callable

import pytest
from django.test import Client

from lorgnette.users.models import User
from tests.cast import invited, people
from tests.cast.invited import Sellers


@pytest.fixture
def helene(db) -> User:
    invited.aubier()
    return people.helene()


@pytest.fixture
def sellers(helene) -> Sellers:
    cast = invited.sellers()
    invited.account("Banque Fictive", cast.dafydd, cast.ana)
    invited.invite(helene, cast.dafydd, cast.ana)
    return cast


@pytest.fixture
def visit(client: Client, sellers: Sellers) -> Callable[..., Client]:
    """A browser that came through the link of Dafydd, or of another."""

    def through(person=None) -> Client:
        client.get(f"/i/{invited.token(person or sellers.dafydd)}")
        return client

    return through
