"""Messages are put into the outbox in the caller's transaction, and can be taken back."""

import pytest
from django.db import transaction

from lorgnette.mail import outbox
from lorgnette.mail.claims import claim, hand
from lorgnette.mail.models import Message
from tests.mail.letters import LINK, QUICK, aubier, to_dafydd, to_many
from tests.mail.state import outcome

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company():
    aubier()


def test_a_message_is_queued_with_its_message_id_and_its_link_sealed():
    message = outbox.put(to_dafydd())
    message.refresh_from_db()
    assert outcome(message) == "queued"
    assert message.message_id.endswith("@aubier.example>")
    assert LINK.encode() not in bytes(message.sealed)
    assert outbox.sealer().open(bytes(message.sealed)) == LINK


def test_thousands_are_put_by_few_statements_each_with_an_id_of_its_own(
    django_assert_max_num_queries,
):
    with django_assert_max_num_queries(200):
        outbox.put_many(to_many(2_000))
    assert Message.objects.values("message_id").distinct().count() == 2_000


@transaction.atomic
def put_and_fail():
    outbox.put(to_dafydd())
    raise RuntimeError


def test_a_caller_that_fails_leaves_no_message():
    with pytest.raises(RuntimeError):
        put_and_fail()
    assert not Message.objects.exists()


def test_a_password_mail_goes_before_a_batch_that_was_put_earlier():
    outbox.put_many(to_many(3))
    outbox.put(to_dafydd(kind="password_reset"))
    assert claim("worker", 1, QUICK.lease)[0].kind == "password_reset"


def test_what_waits_is_cancelled_at_once_and_its_link_wiped():
    message = outbox.put(to_dafydd())
    assert outbox.cancel([message.pk]) == 1
    message.refresh_from_db()
    assert (outcome(message), message.final, message.sealed) == ("cancelled", True, None)
    assert claim("worker", 5, QUICK.lease) == []


def test_what_is_going_out_this_moment_is_only_marked():
    message = outbox.put(to_dafydd())
    claim("worker", 1, QUICK.lease)
    assert hand([message], "worker", QUICK.lease)
    assert outbox.cancel([message.pk]) == 0
    message.refresh_from_db()
    assert not message.final
    assert message.cancelled_at is not None


def test_what_was_claimed_but_cancelled_is_not_handed_over():
    message = outbox.put(to_dafydd())
    claim("worker", 1, QUICK.lease)
    assert outbox.cancel([message.pk]) == 1
    assert not hand([message], "worker", QUICK.lease)
