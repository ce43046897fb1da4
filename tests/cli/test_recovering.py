"""PostgreSQL goes away and comes back: the pages say so in words, and recover by themselves."""

import pytest
from django.db import connection

from tests.cli.serving import Service
from tests.journey.waiting import wait_until
from tests.trust.restoring import second_home

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("serving")]

GONE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


def test_connections_that_were_cut_off_are_made_anew(tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that restarts.")
    with second_home(tmp_path / "second") as home:
        unit = Service(home.folder)
        unit.environment["LORGNETTE_DATABASE_URL"] = home.database_url
        assert unit.run("migrate").returncode == 0
        unit.start("--workers", "1")
        try:
            unit.wait_until_ready()
            name = home.database_url.rpartition("/")[2]
            for _time in range(3):
                assert unit.ask("/sign-in/") in (200, 400)
                with connection.cursor() as cursor:
                    cursor.execute(GONE, [name])
                # A restart: nobody is asked to do anything.
                assert unit.ask("/readyz") in (200, 503)
                wait_until(unit.is_ready, 10, "It never came back.")
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                cursor.execute(GONE, [name])
            wait_until(lambda: unit.ask("/readyz") == 503, 10, "It never noticed.")
            assert unit.ask("/healthz") == 200
            assert unit.ask("/sign-in/") == 503
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            wait_until(unit.is_ready, 10, "It never came back.")
            assert unit.ask("/sign-in/") == 200
        finally:
            unit.stop()
