"""What a person did goes to the accounts they belonged to, and is counted there alone."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from lorgnette.accounts.models import Account, Person
from lorgnette.activities import touched
from lorgnette.activities.attach import Span, attach
from lorgnette.activities.models import Activity, DayCount
from lorgnette.kernel import clock
from tests.cast import people
from tests.cast.crm import Folder
from tests.cast.people import AT
from tests.cast.sender import Website, event, track

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def nora(tmp_path) -> Person:
    """Nobody's so far; she looked at prices twice today and once a week ago."""
    people.aubier()
    Folder(tmp_path).sync()
    Activity.objects.all().delete()
    DayCount.objects.all().delete()
    website = Website(Client(headers={"host": "insight.aubier.example"}))
    with clock.pretend(AT):
        website.send(
            event("identify", userId="nora", traits={"email": "nora@nord.example"}),
            track("Pricing Viewed", userId="nora"),
            track("Pricing Viewed", userId="nora"),
            track("Pricing Viewed", userId="nora", timestamp=(AT - 7 * DAY).isoformat()),
        )
    return Person.objects.get(external_id="nora")


def account(ref: str) -> int:
    return Account.objects.get(external_id=ref).pk


def counts() -> list[tuple[str, int]]:
    rows = DayCount.objects.order_by("day").values_list("account__external_id", "count")
    return list(rows)


def move(person: Person, *spans: Span) -> int:
    with transaction.atomic():
        return attach(person.pk, spans)


def test_each_goes_to_the_account_of_its_time(nora: Person):
    moved = move(
        nora, Span(account("a-banque"), None, AT - DAY), Span(account("a-meunier"), AT - DAY)
    )
    assert (moved, counts()) == (3, [("a-banque", 1), ("a-meunier", 2)])
    marked = touched.waiting(100).account_ids
    assert {account("a-banque"), account("a-meunier")} <= set(marked)


def test_again_moves_nothing(nora: Person):
    move(nora, Span(account("a-banque")))
    touched.done(touched.waiting(100))
    assert move(nora, Span(account("a-banque"))) == 0
    assert touched.waiting(100).account_ids == []


def test_back_to_nobody_leaves_no_count(nora: Person):
    move(nora, Span(account("a-banque")))
    assert (move(nora), counts()) == (3, [])
    assert not Activity.objects.exclude(account=None).exists()


def test_what_a_source_placed_stays(nora: Person):
    Activity.objects.update(follows=False)
    assert move(nora, Span(account("a-banque"))) == 0


def test_marks_that_come_meanwhile_stay(nora: Person):
    touched.mark([account("a-banque")])
    found = touched.waiting(100)
    touched.mark([account("a-banque")])
    touched.done(found)
    assert touched.waiting(100).account_ids == [account("a-banque")]
    assert touched.take(10) == [account("a-banque")]
    assert touched.take(10) == []
