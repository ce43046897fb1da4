"""T2: from many processes, too, exactly one accepts a link; nobody meets an error."""

import time
from functools import partial

import pytest

from lorgnette.access.models import Grant
from lorgnette.invitations import accept
from lorgnette.users.models import User
from tests.cast import invited
from tests.trust.processes import in_processes
from tests.trust.races import LONG, shared_database

pytestmark = pytest.mark.django_db(transaction=True)
# 5,120 accepts from 16 processes; the short form 96 from 3.
PROCESSES, THREADS, CALLS = (16, 8, 40) if LONG else (3, 4, 8)


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        invited.aubier()
        yield


def test_one_link_accepted_from_many_processes_is_accepted_once():
    person = invited.crm_user("Kim", "Number One")
    invited.invite(invited.administrator(), person)
    accepting = partial(accept.accept, invited.token(person), password_hash=invited.UNUSABLE_HASH)
    began = time.perf_counter()
    told = in_processes(accepting, processes=PROCESSES, threads=THREADS, calls=CALLS)
    count = PROCESSES * THREADS * CALLS
    print(f"T2: {count} accepts, {PROCESSES} processes, {time.perf_counter() - began:.1f} s")
    assert told == {"done": 1, "link_used": count - 1}
    assert (Grant.objects.count(), User.objects.count()) == (1, 2)
