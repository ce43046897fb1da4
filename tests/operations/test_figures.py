"""What became of all mail is counted, and not by reading a year of messages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.operations import figures
from tests.cast import invited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letters():
    """Four: sent, sent and bounced, failed, cancelled."""
    invited.aubier()
    cast = invited.sellers()
    eva = invited.crm_user("Eva", "Noor")
    invited.invite(invited.administrator(), cast.dafydd, cast.ana, cast.bo, eva)
    first, second, third, fourth = Message.objects.order_by("pk")
    at = clock.now()
    for letter, facts in (
        (first, {"sent_at": at}),
        (second, {"sent_at": at, "bounced_at": at}),
        (third, {"failed_at": at}),
        (fourth, {"cancelled_at": at}),
    ):
        Message.objects.filter(pk=letter.pk).update(final=True, **facts)


def test_each_outcome_is_counted():
    told = figures.read()
    assert told.ended == {"sent": 2, "bounced": 1, "failed": 1, "cancelled": 1}
    assert told.waiting == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole.")
def test_no_count_reads_the_whole_table():
    with CaptureQueriesContext(connection) as asked:
        figures.read()
    counts = [q["sql"] for q in asked if "mail_message" in q["sql"]]
    assert counts
    for sql in counts:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "INDEX message_" in plan, (plan, sql)
