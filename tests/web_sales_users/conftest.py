"""Hélène administers Aubier Systems; Ana, Bo and Dafydd are invited and stand differently."""

from datetime import timedelta

import pytest
from django.test import Client

from lorgnette.invitations import accept
from lorgnette.kernel import clock
from lorgnette.users.models import User
from tests.cast import invited, people
from tests.cast.invited import Sellers

PEOPLE = "/admin/users-roles/sales-users/"


def address_of(person, action: str = "") -> str:
    """Of the person's sheet, or of an action there."""
    return f"{PEOPLE}{invited.member_ref(person)}/{action}"


@pytest.fixture(autouse=True)
def _monday():
    """A day does not end between two lines of a test."""
    with clock.pretend(invited.MONDAY):
        yield


@pytest.fixture
def helene(db) -> User:
    invited.aubier()
    return people.helene()


@pytest.fixture
def browser(client: Client, helene: User) -> Client:
    """Hélène's."""
    return people.signed_in(client, helene)


@pytest.fixture
def sellers(helene: User) -> Sellers:
    """Dafydd is active for ten days more, Ana and Bo are pending."""
    cast = invited.sellers()
    last_day = clock.today(people.PARIS) + timedelta(days=10)
    invited.invite(helene, cast.dafydd, last_day=last_day, reason="Autumn renewals")
    accept.accept(invited.token(cast.dafydd), password_hash=people.password_hash())
    invited.invite(helene, cast.ana, cast.bo)
    return cast
