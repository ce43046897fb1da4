"""What every campaign may ask for."""

import pytest


@pytest.fixture
def counted(request):
    """Says what a campaign went through, for the table of `make trust`."""

    def count(cases: str) -> None:
        request.node.user_properties.append(("cases", cases))

    return count
