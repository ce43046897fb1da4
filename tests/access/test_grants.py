"""An access is given, extended, locked, unlocked and revoked; each is recorded."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from lorgnette.access import grants
from lorgnette.access.grants import AlreadyGranted, GrantLocked, GrantNotLocked, NoOpenGrant
from lorgnette.access.last_day import LastDayPast
from lorgnette.access.models import Grant
from lorgnette.access.standing import standing
from lorgnette.audit import trail
from lorgnette.kernel import clock
from tests.cast.people import AT, HELENE_ACTOR, granted, member

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
TOMORROW = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.pretend(AT):
        yield


@pytest.fixture
def seller():
    return member("Dafydd", "Prys-Howell")


def verbs(person) -> list[str]:
    return [event.verb for event in trail.about("member", person.public_id)]


def test_an_access_lasts_through_its_last_day(seller):
    granted(seller, last_day=TODAY)
    assert standing(seller.pk).state == "active"
    with clock.pretend(TOMORROW):
        assert standing(seller.pk).state == "ended"


def test_an_access_without_end_does_not_end(seller):
    granted(seller)
    with clock.pretend(AT + timedelta(days=20_000)):
        assert standing(seller.pk).state == "active"


def test_extending_opens_an_ended_access_again_and_keeps_its_zone(seller):
    granted(seller, last_day=TODAY)
    with clock.pretend(TOMORROW):
        grants.extend(seller.public_id, date(2026, 12, 31), HELENE_ACTOR)
        now = standing(seller.pk)
    assert (now.state, now.last_day, now.zone) == ("active", date(2026, 12, 31), "Europe/Paris")
    event = trail.about("member", seller.public_id)[0]
    assert (event.verb, event.values["old"], event.values["last_day"]) == (
        "access.extended",
        "2026-11-24",
        "2026-12-31",
    )


def test_extending_into_the_past_changes_nothing(seller):
    granted(seller)
    with pytest.raises(LastDayPast):
        grants.extend(seller.public_id, date(2026, 11, 23), HELENE_ACTOR)
    assert standing(seller.pk).last_day is None
    assert verbs(seller) == ["access.granted"]


def test_a_lock_holds_until_it_is_undone(seller):
    granted(seller)
    grants.lock(seller.public_id, "On leave", HELENE_ACTOR)
    assert (standing(seller.pk).state, standing(seller.pk).lock_reason) == ("locked", "On leave")
    locked = trail.about("member", seller.public_id)[0]
    assert (locked.values, locked.personal) == ({}, {"reason": "On leave"})
    with pytest.raises(GrantLocked):
        grants.lock(seller.public_id, "", HELENE_ACTOR)
    grants.unlock(seller.public_id, HELENE_ACTOR)
    assert standing(seller.pk).state == "active"
    with pytest.raises(GrantNotLocked):
        grants.unlock(seller.public_id, HELENE_ACTOR)
    assert verbs(seller) == ["access.unlocked", "access.locked", "access.granted"]


def test_a_locked_access_that_is_extended_stays_locked(seller):
    granted(seller, last_day=TODAY)
    grants.lock(seller.public_id, "", HELENE_ACTOR)
    grants.extend(seller.public_id, None, HELENE_ACTOR)
    assert standing(seller.pk).state == "locked"


def test_a_revoked_access_cannot_be_changed_but_given_anew(seller):
    granted(seller)
    grants.revoke(seller.public_id, HELENE_ACTOR)
    assert standing(seller.pk).state == "revoked"
    with pytest.raises(NoOpenGrant):
        grants.extend(seller.public_id, None, HELENE_ACTOR)
    granted(seller)
    assert standing(seller.pk).state == "active"


def test_who_has_access_or_is_locked_is_not_given_another(seller):
    granted(seller)
    with pytest.raises(AlreadyGranted), transaction.atomic():
        granted(seller, scope="all")
    grants.lock(seller.public_id, "", HELENE_ACTOR)
    with pytest.raises(GrantLocked), transaction.atomic():
        granted(seller, scope="all")
    assert Grant.objects.get().scope == "own"


def test_an_ended_access_gives_way_to_a_new_one(seller):
    granted(seller, last_day=TODAY)
    with clock.pretend(TOMORROW):
        granted(seller, scope="all")
        assert (standing(seller.pk).state, standing(seller.pk).scope) == ("active", "all")


def test_nobody_can_change_what_a_person_does_not_have(seller):
    for change in (grants.unlock, grants.revoke):
        with pytest.raises(NoOpenGrant) as caught:
            change(seller.public_id, HELENE_ACTOR)
        assert caught.value.status == 409
