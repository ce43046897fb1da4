"""Hélène administers; a website sends."""

import pytest
from django.test import Client

from tests.cast import people
from tests.cast.sender import Website


@pytest.fixture
def helene(db, client: Client) -> Client:
    people.aubier()
    return people.signed_in(client, people.helene())


@pytest.fixture
def website(helene: Client) -> Website:
    return Website(Client(headers={"host": "insight.aubier.example"}))
