"""An activity is stored once for ever, and counted on its workspace day."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lorgnette.accounts.models import Account, Person
from lorgnette.activities.ingest import Given, store, unseen
from lorgnette.activities.models import Activity, DayCount
from lorgnette.workspace.models import Workspace
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def claire(tmp_path: Path):
    """Makes an activity of Claire's; before it she has two looks at prices on the same day."""
    source = Folder(tmp_path)
    source.sync()
    account = Account.objects.get(external_id="a-banque").pk
    person = Person.objects.get(external_id="c-claire").pk

    def did(external_id: str, at: datetime = NOON, type_: str = "web.pricing") -> Given:
        return Given(
            external_id=external_id, account_id=account, person_id=person, type=type_, at=at
        )

    did.source_id = source.source.id
    return did


def test_what_was_seen_is_never_stored_again(claire):
    first = store(claire.source_id, [claire("x-1"), claire("x-2")])
    again = store(claire.source_id, [claire("x-1", type_="call.held"), claire("x-3")])
    assert (first.new, first.known, again.new, again.known) == (2, 0, 1, 1)
    assert not Activity.objects.filter(type="call.held").exists()
    assert list(unseen(claire.source_id, ["x-1", "x-9"])) == ["x-9"]


def test_the_same_id_twice_at_once_is_the_first_one(claire):
    stored = store(claire.source_id, [claire("x-1", type_="call.held"), claire("x-1")])
    assert (stored.new, stored.known) == (1, 1)
    assert Activity.objects.filter(type="call.held").count() == 1


def test_ids_are_of_their_source(claire):
    other = Account.objects.get(external_id="a-banque").source
    other.pk, other.public_id = None, "another"
    other.save()
    store(claire.source_id, [claire("x-1")])
    assert store(other.pk, [claire("x-1")]).new == 1


def test_counts_grow_with_what_comes_late(claire):
    store(claire.source_id, [claire("x-1"), claire("x-2")])
    store(claire.source_id, [claire("x-3")])
    assert DayCount.objects.get(type="web.pricing").count == 5


def test_the_day_is_that_of_the_workspace(claire):
    Workspace.objects.update_or_create(pk=1, defaults={"zone": "Pacific/Auckland"})
    store(claire.source_id, [claire("x-1", type_="call.held")])
    assert DayCount.objects.get(type="call.held").day == date(2026, 11, 21)


def test_the_accounts_with_something_new_are_told(claire):
    banque = Account.objects.get(external_id="a-banque").pk
    assert store(claire.source_id, [claire("x-1")]).account_ids == {banque}
    assert store(claire.source_id, [claire("x-1")]).account_ids == frozenset()


def test_a_thousand_activities_are_a_handful_of_queries(claire, django_assert_max_num_queries):
    rows = [claire(f"x-{number}") for number in range(1000)]
    with django_assert_max_num_queries(20):
        store(claire.source_id, rows)
