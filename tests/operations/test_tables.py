"""After its tables were made anew a database chooses plans as well as before."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from lorgnette.directory.models import Source
from lorgnette.operations.tables import learn_anew

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps what it knows")
def test_sqlite_learns_the_shapes_of_all_tables():
    Source.objects.create(kind="csv_folder", name="CRM", location="/", created_at=NOON)
    learn_anew()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'directory_source'")
        assert cursor.fetchone()[0] > 0


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite forgets")
def test_postgresql_is_left_alone(django_assert_num_queries):
    with django_assert_num_queries(0):
        learn_anew()
