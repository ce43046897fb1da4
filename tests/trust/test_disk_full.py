"""The disk fills up in the middle of a Send: it is said in words, and nothing is half-written.

SQLite's own limit on the pages of the file stands in for the disk: it fails with the same error at
the same place, and lets the disk be emptied again. The database's file is real.
"""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.urls import reverse

from lorgnette.audit.models import Entry
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.mail.models import Message
from lorgnette.users.models import Member
from tests.cast import invited
from tests.trust.races import shared_database

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'sqlite'", reason="PostgreSQL has no limit that stands in for a disk"
    ),
]
PEOPLE = 150


@pytest.fixture(autouse=True)
def _shared(tmp_path, transactional_db):
    with shared_database(tmp_path):
        invited.aubier()
        yield


@pytest.fixture
def helene():
    return invited.administrator()


@contextmanager
def disk_full(room: int):
    """No more than `room` new pages."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + room}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


def facts() -> list[int]:
    return [table.objects.count() for table in (Batch, Invitation, Message, Member, Entry)]


@pytest.mark.parametrize("room", [0, 10])
def test_a_send_that_finds_no_room_writes_nothing_and_can_be_pressed_again(client, helene, room):
    people = [invited.crm_user("Kim", f"Number {number}") for number in range(PEOPLE)]
    ref = invited.drafted(helene, *people)
    client.force_login(helene)
    client.raise_request_exception = False
    before = facts()
    with disk_full(room):
        refused = client.post(reverse("invite_send", args=[ref]))
    assert refused.status_code == 503
    assert "no room left" in refused.content.decode()
    assert refused["Retry-After"] == "60"
    assert facts() == before
    assert client.post(reverse("invite_send", args=[ref])).status_code == 302
    assert Invitation.objects.count() == Message.objects.count() == PEOPLE
