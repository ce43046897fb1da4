"""What was counted is kept while nothing is recorded, and never within a transaction."""

import pytest

from lorgnette.audit.record import record
from lorgnette.audit.unchanged import unchanged
from lorgnette.kernel.actor import SYSTEM


class Counting:
    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


def note(verb):
    record(verb, SYSTEM, subject_kind="workspace", subject_ref="1")


@pytest.mark.django_db(transaction=True)
def test_it_is_counted_again_once_a_change_is_recorded():
    count = Counting()
    note("settings.changed")
    assert [unchanged("here", count), unchanged("here", count)] == [1, 1]
    note("user.signed_in")
    assert unchanged("here", count) == 1
    note("settings.changed")
    assert unchanged("here", count) == 2


@pytest.mark.django_db
def test_within_a_transaction_it_is_always_counted():
    count = Counting()
    note("settings.changed")
    assert [unchanged("there", count), unchanged("there", count)] == [1, 2]
