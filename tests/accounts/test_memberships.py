"""Memberships are dated: a move closes one and opens another."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lorgnette.accounts import memberships
from lorgnette.accounts.memberships import EVER, Stay
from lorgnette.accounts.models import Account, Person
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def cast(tmp_path: Path):
    Folder(tmp_path).sync()
    by_id = Account.objects.in_bulk(field_name="public_id").values()
    accounts = {account.external_id: account.pk for account in by_id}
    claire = Person.objects.get(external_id="c-claire").pk
    return claire, accounts["a-banque"], accounts["a-meunier"]


def test_the_first_account_counts_since_ever(cast):
    claire, banque, _meunier = cast
    assert memberships.stays_of([claire]) == {claire: [Stay(banque, EVER, None)]}


def test_a_move_closes_one_stay_and_opens_another(cast):
    claire, banque, meunier = cast
    memberships.place({claire: meunier}, MARCH)
    memberships.place({claire: meunier}, JUNE)
    assert set(memberships.stays_of([claire])[claire]) == {
        Stay(banque, EVER, MARCH),
        Stay(meunier, MARCH, None),
    }


def test_who_leaves_and_comes_back_was_away_between(cast):
    claire, banque, _meunier = cast
    memberships.place({claire: None}, MARCH)
    memberships.place({claire: banque}, JUNE)
    assert set(memberships.stays_of([claire])[claire]) == {
        Stay(banque, EVER, MARCH),
        Stay(banque, JUNE, None),
    }


def test_a_stay_ends_before_the_moment_the_next_begins():
    stay = Stay(1, MARCH, JUNE)
    assert [stay.holds(at) for at in (EVER, MARCH, JUNE)] == [False, True, False]
