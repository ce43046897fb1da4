"""The day on which the tales of the database are told."""

import pytest

from tests.insight import estate


@pytest.fixture
def today(db):
    with estate.today():
        yield
