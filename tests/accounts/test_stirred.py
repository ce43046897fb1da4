"""What is noted for open pages, and what a mark knows of."""

import pytest

from lorgnette.accounts import stirred
from lorgnette.accounts.models import Stir

pytestmark = pytest.mark.django_db


def put(*ids, account=1):
    """Notes by their numbers, as transactions that end in another order leave them."""
    Stir.objects.bulk_create(Stir(pk=pk, account_id=account) for pk in ids)


def test_nothing_is_new_until_something_is_noted():
    mark = stirred.present()
    assert stirred.since(mark) is None
    stirred.note([7, 9])
    found = stirred.since(mark)
    assert found.account_ids == {7, 9}
    assert stirred.since(found.mark) is None


def test_a_mark_knows_nothing_of_what_was_before_it():
    stirred.note([7])
    mark = stirred.present()
    stirred.note([8])
    assert stirred.since(mark).account_ids == {8}


def test_all_accounts_are_noted_as_one():
    mark = stirred.present()
    stirred.note(None)
    assert Stir.objects.count() == 1
    assert stirred.since(mark).account_ids is None


def test_noting_none_of_them_notes_nothing():
    stirred.note([])
    assert not Stir.objects.exists()


def test_more_accounts_than_are_named_are_as_all(monkeypatch):
    monkeypatch.setattr(stirred, "MOST", 3)
    mark = stirred.present()
    stirred.note([1, 2, 3, 4])
    found = stirred.since(mark)
    assert found.account_ids is None
    assert stirred.since(found.mark) is None


def test_a_transaction_that_ends_late_is_not_missed():
    """Number 3 was given before 4 and 5, and is committed after them."""
    put(1, 2)
    mark = stirred.present()
    put(4, 5)
    found = stirred.since(mark)
    assert stirred.since(found.mark) is None
    put(3, account=33)
    late = stirred.since(found.mark)
    assert late.account_ids == {33}
    assert stirred.since(late.mark) is None


def test_a_mark_that_was_made_over_a_gap_waits_for_it():
    put(5, 9)
    mark = stirred.present()
    assert stirred.since(mark) is None
    put(7, account=77)
    found = stirred.since(mark)
    assert found.account_ids == {77}
    put(6, account=66)
    assert stirred.since(found.mark).account_ids == {66}


def test_a_number_that_was_never_given_is_let_go(monkeypatch):
    monkeypatch.setattr(stirred, "LATE", 10)
    put(1, 3)
    assert stirred.present() == "3.2-2"
    put(*range(4, 20))
    assert stirred.since(stirred.present()) is None
    assert stirred.present() == "19"


@pytest.mark.parametrize(
    "forged", ["", "x", "1.2", "1.5-2", "-1", "9" * 30, "1.1-" + "9" * 18, "²"]
)
def test_a_forged_mark_is_as_an_old_one(forged):
    put(1)
    found = stirred.since(forged)
    assert (found.account_ids, found.mark) == (None, stirred.present())


def test_the_oldest_notes_go(monkeypatch):
    monkeypatch.setattr(stirred, "KEPT", 5)
    put(*range(1, 11))
    stirred.prune()
    assert list(Stir.objects.order_by("pk").values_list("pk", flat=True)) == [6, 7, 8, 9, 10]
