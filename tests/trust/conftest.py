"""What every campaign may ask for."""

import pytest


@pytest.fixture
def counted(request):
    """Says what a campaign went through, for the table of `make trust`: counted("5,000 accepts")."""

    def count(cases: str) -> None:
        request.node.user_properties.append(("cases", cases))

    return count
