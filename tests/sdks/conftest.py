"""One server for all the SDKs; `make trust` runs a second one on PostgreSQL."""

import os
from collections.abc import Iterator

import pytest

from tests.sdks.installation import Installation, running

LONG = os.environ.get("LORGNETTE_TRUST") == "long"
ENGINES = ["sqlite", "postgresql"] if LONG else ["sqlite"]


@pytest.fixture(scope="session", params=ENGINES)
def installation(request, tmp_path_factory) -> Iterator[Installation]:
    with running(tmp_path_factory.mktemp("sdks"), request.param) as made:
        yield made


@pytest.fixture(scope="session")
def count() -> int:
    """Events that each SDK sends, three times."""
    return 10_000 if LONG else 300
