"""T9: limits are counted once, however many web processes share the work."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from lorgnette.config.settings import CACHES
from lorgnette.users import failures
from lorgnette.users.models import Failures
from tests.cast.people import aubier, dafydd
from tests.trust.processes import in_processes
from tests.trust.races import LONG, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES, EACH = (8, 20) if LONG else (3, 4)
ADDRESS = "dafydd.prys-howell@aubier.example"


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db, settings):
    """The product's own cache, in the database: the tests' is in each process's memory."""
    settings.CACHES = CACHES
    with shared_database(tmp_path):
        call_command("createcachetable", verbosity=0)
        aubier()
        dafydd()
        yield
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE lorgnette_cache")


def guess() -> str:
    browser = Client(headers={"host": "insight.aubier.example"}, **{"wsgi.url_scheme": "https"})
    typed = {"address": ADDRESS, "password": "a guess of a stranger"}
    return str(browser.post("/sign-in/", typed).status_code)


def test_five_guesses_in_five_minutes_are_five_in_all():
    told = in_processes(guess, processes=PROCESSES, calls=EACH)
    assert set(told) == {"422", "429"}
    # Who had to wait too long for the count was refused: what is left is tried now.
    told.update(guess() for _ in range(5))
    assert told["422"] == 5


def test_a_hundred_failures_in_a_row_are_a_hundred_in_all(monkeypatch):
    monkeypatch.setattr(failures, "MOST", 4)
    told = in_processes(guess, processes=PROCESSES, calls=EACH)
    assert told == {"422": 4, "429": PROCESSES * EACH - 4}


def test_the_count_itself_lets_exactly_so_many_through():
    def tried() -> str:
        return "1" if failures.may_try("somebody") else "0"

    told = in_processes(tried, processes=PROCESSES, threads=4, calls=12)
    assert told["1"] == min(failures.MOST, PROCESSES * 4 * 12)
    assert Failures.objects.get().count == told["1"]
