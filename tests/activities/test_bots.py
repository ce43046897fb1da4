"""What a machine did is not counted, and counted again where it was a human after all."""

from datetime import UTC, datetime

import pytest

from lorgnette.accounts.models import Account, Person
from lorgnette.activities import touched
from lorgnette.activities.bots import mark, unmark
from lorgnette.activities.ingest import Given, store
from lorgnette.activities.models import Activity, DayCount
from tests.cast import people
from tests.cast.crm import Folder

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def visits(tmp_path) -> list[int]:
    """Three of Claire's on one day."""
    people.aubier()
    folder = Folder(tmp_path)
    folder.sync()
    account = Account.objects.get(external_id="a-banque").pk
    person = Person.objects.get(external_id="c-claire").pk
    given = [
        Given(external_id=f"v-{n}", account_id=account, person_id=person, type="web.visit", at=NOON)
        for n in range(3)
    ]
    store(folder.source.id, given)
    return list(Activity.objects.filter(type="web.visit").values_list("pk", flat=True))


def counted() -> list[int]:
    return list(DayCount.objects.filter(type="web.visit").values_list("count", flat=True))


def test_a_day_loses_what_a_machine_did(visits):
    assert mark(visits[:2], "burst") == 2
    assert (counted(), mark(visits[:2], "burst")) == ([1], 0)
    assert touched.waiting(10).account_ids == [Account.objects.get(external_id="a-banque").pk]


def test_a_day_of_machines_alone_is_gone_and_comes_back(visits):
    mark(visits, "burst")
    assert counted() == []
    assert (unmark(visits), counted()) == (3, [3])
