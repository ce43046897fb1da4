"""Monday, 23 November 2026, 14:16 in Paris; Hélène has signed in and begins an invitation."""

import pytest

from lorgnette.invitations import draft
from lorgnette.kernel import clock
from tests.cast import invited
from tests.web_invite.wizard import Wizard


@pytest.fixture(autouse=True)
def _monday():
    with clock.pretend(invited.MONDAY):
        yield


@pytest.fixture
def helene(db):
    invited.aubier()
    return invited.administrator()


@pytest.fixture
def cast(db):
    return invited.sellers()


@pytest.fixture
def wizard(client, helene, cast):
    """The wizard in Hélène's browser, with nothing answered yet."""
    client.force_login(helene)
    return Wizard(client, helene, draft.start(helene))
