"""What was counted over accounts is kept until something is noted about one of them."""

import pytest

from lorgnette.accounts import stirred
from lorgnette.accounts.unstirred import unstirred
from tests.audit.test_unchanged import Counting


@pytest.mark.django_db(transaction=True)
def test_it_is_counted_again_once_an_account_is_noted():
    count = Counting()
    stirred.note(None)
    assert [unstirred("here", count), unstirred("here", count)] == [1, 1]
    stirred.note(None)
    assert [unstirred("here", count), unstirred("here", count)] == [2, 2]


@pytest.mark.django_db(transaction=True)
def test_where_nothing_was_ever_noted_it_is_counted_each_time():
    count = Counting()
    assert [unstirred("new", count), unstirred("new", count)] == [1, 2]


@pytest.mark.django_db
def test_within_a_transaction_it_is_always_counted():
    count = Counting()
    stirred.note(None)
    assert [unstirred("there", count), unstirred("there", count)] == [1, 2]
