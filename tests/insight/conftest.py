"""Every story is told on the same day."""

import pytest

from tests.insight import estate


@pytest.fixture(autouse=True)
def _today(db):
    with estate.today():
        yield
