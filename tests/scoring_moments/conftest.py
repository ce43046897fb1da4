"""Every story is about the same people."""

import pytest

from tests.scoring_moments.tale import Tale


@pytest.fixture
def tale(db):
    return Tale()
