"""A website that sends, and the CRM that knows whom it sends of."""

from pathlib import Path

import pytest
from django.test import Client

from tests.cast import people
from tests.cast.crm import Folder
from tests.cast.sender import Website


@pytest.fixture
def crm(db, tmp_path: Path) -> Folder:
    """Claire works at Banque Fictive, Luc at Meunier Frères."""
    people.aubier()
    folder = Folder(tmp_path)
    folder.sync()
    return folder


@pytest.fixture
def website(db, client: Client) -> Website:
    return Website(client)
