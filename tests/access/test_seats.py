"""Seats: what takes one, what frees it, and that the limit puts nobody out."""

from datetime import date, timedelta

import pytest

from lorgnette.access import grants, seats
from lorgnette.access.models import SeatReservation
from lorgnette.kernel import clock
from lorgnette.workspace.models import Workspace
from tests.cast.people import AT, HELENE_ACTOR, aubier, granted, member

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=7)


@pytest.fixture(autouse=True)
def _tuesday():
    aubier()
    with clock.pretend(AT):
        yield


@pytest.fixture
def dafydd():
    return member("Dafydd", "Prys-Howell")


@pytest.fixture
def ana():
    return member("Ana", "Lindqvist")


def limit(count: int | None) -> None:
    Workspace.objects.update(seat_limit=count)


def test_without_a_limit_everybody_fits_and_nothing_is_counted(dafydd, ana):
    granted(dafydd)
    seats.reserve([ana.pk], LATER)
    assert seats.standing() == seats.Standing(None)


def test_an_access_and_an_invitation_take_a_seat_each(dafydd, ana):
    granted(dafydd)
    seats.reserve([ana.pk], LATER)
    limit(3)
    now = seats.standing()
    assert (now.active, now.pending, now.taken, now.left) == (1, 1, 2, 1)


def test_too_few_seats_are_refused_with_how_many_are_left(dafydd, ana):
    limit(1)
    with pytest.raises(seats.TooFewSeats) as few:
        seats.reserve([dafydd.pk, ana.pk], LATER)
    assert few.value.values == {"wanted": 2, "left": 1}
    assert not SeatReservation.objects.exists()


def test_a_seat_of_ones_own_is_not_counted_twice(dafydd):
    limit(1)
    seats.reserve([dafydd.pk], LATER)
    seats.reserve([dafydd.pk], LATER + timedelta(days=3))
    granted(dafydd)
    seats.reserve([dafydd.pk], LATER)
    assert seats.standing().taken == 1


def test_an_accepted_seat_is_no_reservation_any_more(dafydd):
    seats.reserve([dafydd.pk], LATER)
    granted(dafydd)
    assert not SeatReservation.objects.exists()


def test_a_reservation_lapses_by_time_alone(dafydd, ana):
    limit(1)
    seats.reserve([dafydd.pk], LATER)
    with clock.pretend(LATER):
        assert seats.standing().left == 1
        seats.reserve([ana.pk], LATER + timedelta(days=7))
        with pytest.raises(seats.NoSeatLeft):
            granted(dafydd)


def test_a_lapsed_seat_that_was_given_away_stays_given_on_a_slow_clock(dafydd, ana):
    """Another machine's clock lags: it must not find the reservation still good."""
    limit(1)
    seats.reserve([dafydd.pk], LATER)
    with clock.pretend(LATER):
        seats.reserve([ana.pk], LATER + timedelta(days=7))
    with clock.pretend(LATER - timedelta(seconds=1)), pytest.raises(seats.NoSeatLeft):
        granted(dafydd)


def test_revoking_locking_and_the_end_free_a_seat(dafydd, ana):
    wilhelmina = member("Wilhelmina", "Vandekerckhove")
    limit(3)
    granted(dafydd)
    granted(ana)
    granted(wilhelmina, last_day=date(2026, 11, 30))
    assert seats.standing().left == 0
    grants.revoke(dafydd.public_id, HELENE_ACTOR)
    grants.lock(ana.public_id, "", HELENE_ACTOR)
    with clock.pretend(LATER):
        assert seats.standing().left == 3


def test_unlocking_needs_a_seat(dafydd, ana):
    limit(1)
    granted(dafydd)
    grants.lock(dafydd.public_id, "", HELENE_ACTOR)
    granted(ana)
    with pytest.raises(seats.TooFewSeats):
        grants.unlock(dafydd.public_id, HELENE_ACTOR)
    grants.revoke(ana.public_id, HELENE_ACTOR)
    assert grants.unlock(dafydd.public_id, HELENE_ACTOR).locked_at is None


def test_extending_an_access_that_ended_needs_a_seat_and_one_that_lasts_none(dafydd, ana):
    limit(1)
    granted(dafydd, last_day=date(2026, 11, 25))
    grants.extend(dafydd.public_id, date(2026, 11, 26), HELENE_ACTOR)
    with clock.pretend(LATER):
        granted(ana)
        with pytest.raises(seats.TooFewSeats):
            grants.extend(dafydd.public_id, date(2026, 12, 24), HELENE_ACTOR)


def test_unlocking_an_access_that_is_over_needs_none(dafydd, ana):
    limit(1)
    granted(dafydd, last_day=date(2026, 11, 25))
    grants.lock(dafydd.public_id, "", HELENE_ACTOR)
    granted(ana)
    with clock.pretend(LATER):
        grants.unlock(dafydd.public_id, HELENE_ACTOR)


def test_lowering_the_limit_puts_nobody_out(dafydd, ana):
    granted(dafydd)
    seats.reserve([ana.pk], LATER)
    limit(1)
    assert (seats.standing().taken, seats.standing().left) == (2, 0)
    granted(ana)
    assert seats.standing().active == 2


@pytest.mark.parametrize(("most", "tight"), [(None, False), (3, False), (2, True), (1, True)])
def test_from_85_percent_on_it_is_tight(dafydd, ana, most, tight):
    granted(dafydd)
    granted(ana)
    limit(most)
    assert seats.standing().is_tight is tight


def test_85_percent_is_the_edge():
    assert seats.Standing(100, 80, 5).is_tight
    assert not seats.Standing(100, 80, 4).is_tight
