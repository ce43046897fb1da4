"""What is read of an account is what happened before the day, and no more."""

from datetime import timedelta

import pytest

from lorgnette.accounts.models import Objection
from lorgnette.prediction import looks
from lorgnette.prediction.looks import Look, facts
from tests.insight import estate
from tests.insight.estate import TODAY
from tests.prediction.tale import day, did

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def nordhavn():
    return estate.account("Nordhavn", industry="Food ", country="DK")


def seen(account, on=TODAY):
    (found,) = facts([Look(account.pk, on)])
    return found


def test_counts_are_by_family_capped_by_person_kind_and_day(nordhavn):
    ingrid = estate.person(nordhavn, "Ingrid", "Finance Director")
    mikkel = estate.person(nordhavn, "Mikkel", "Buyer")
    did(nordhavn, ingrid, "web.visit", day(1), 400)
    did(nordhavn, mikkel, "web.pricing", day(30))
    did(nordhavn, mikkel, "meeting.held", day(31), 2)
    did(nordhavn, mikkel, "form.demo", day(90))
    found = seen(nordhavn)
    assert found.families == {"web": 6, "mail": 0, "forms": 0, "events": 0, "talks": 0}
    assert (found.lately, found.then, found.earlier) == (6, 2, 3)
    assert (found.people, found.seniors, found.idle) == (2, 1, 0)
    assert (found.industry, found.country) == ("Food", "DK")


def test_nothing_of_the_day_itself_or_later_or_of_long_before_is_known(nordhavn):
    ingrid = estate.person(nordhavn, "Ingrid")
    did(nordhavn, ingrid, "form.demo", day(12), 2)
    before = seen(nordhavn, day(10))
    for on in (day(10), day(9), TODAY, TODAY + timedelta(days=3), day(101)):
        did(nordhavn, ingrid, "form.submit", on, 5)
    assert seen(nordhavn, day(10)) == before
    assert before.families["forms"] == 2
    assert before.idle == 1


def test_opened_mails_and_unknown_events_count_nothing(nordhavn):
    ingrid = estate.person(nordhavn, "Ingrid")
    did(nordhavn, ingrid, "email.open", day(1), 5)
    did(nordhavn, ingrid, "other", day(1), 5)
    assert (seen(nordhavn).people, seen(nordhavn).idle) == (0, None)


def test_who_objects_is_nowhere(nordhavn):
    ingrid = estate.person(nordhavn, "Ingrid", "Finance Director")
    did(nordhavn, ingrid, "call.held", day(1), 5)
    Objection.objects.create(person=ingrid, at=estate.NOW, how="page")
    assert (seen(nordhavn).people, seen(nordhavn).lately, seen(nordhavn).idle) == (0, 0, None)


def test_many_looks_are_told_in_their_order_and_each_apart(nordhavn, monkeypatch):
    monkeypatch.setattr(looks, "AT_ONCE", 3)
    other = estate.account("Ahlmann")
    did(nordhavn, estate.person(nordhavn, "Ingrid"), "call.held", day(20))
    did(other, estate.person(other, "Bo"), "call.held", day(5), 3)
    asked = [Look(a.pk, day(ago)) for ago in (0, 10, 19, 20) for a in (nordhavn, other)]
    assert [one.families["talks"] for one in facts(asked)] == [1, 3, 1, 0, 1, 0, 0, 0]


def test_without_looks_nothing_is_read():
    assert list(facts([])) == []
