"""Monday, 23 November 2026, 14:16 in Paris; Hélène administers."""

import pytest

from lorgnette.kernel import clock
from lorgnette.users.actors import actor_of
from tests.cast import invited


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretend(invited.MONDAY):
        yield


@pytest.fixture
def helene(db):
    invited.aubier()
    return invited.administrator()


@pytest.fixture
def actor(helene):
    return actor_of(helene)


@pytest.fixture
def cast(db):
    return invited.sellers()
