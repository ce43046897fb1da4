"""Hélène has invited Dafydd and Ana, and has signed in."""

import pytest

from lorgnette.invitations import unwanted
from lorgnette.mail.never_again import never_link
from tests.cast import invited


@pytest.fixture
def helene(db):
    invited.aubier()
    return invited.administrator()


@pytest.fixture
def cast(helene):
    people = invited.sellers()
    invited.invite(helene, people.dafydd, people.ana)
    return people


@pytest.fixture
def browser(client, helene):
    client.force_login(helene)
    return client


@pytest.fixture
def never_path():
    """The path of the link in the mail to an address."""

    def path(address: str) -> str:
        return "/never/" + never_link(address).rpartition("/")[2]

    return path


@pytest.fixture
def unwilling(cast, never_path):
    """Ana has said never again."""
    unwanted.never_again(never_path(cast.ana.address).rpartition("/")[2])
    return cast.ana
