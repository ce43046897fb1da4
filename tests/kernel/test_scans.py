"""Words within a column are found by reading through an index of it, where that is SQLite's."""

import pytest
from django.db import connection

from lorgnette.invitations.statuses import everybody

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has trigrams for it"
)


@pytest.mark.django_db
def test_members_are_searched_in_their_index():
    rows = everybody("nord").order_by().values_list("pk", flat=True)
    assert "USING COVERING INDEX member_found" in rows.explain()
