"""A job that only one process may do belongs to whoever holds its lease."""

from datetime import timedelta

import pytest

from lorgnette.kernel import clock
from lorgnette.workspace.leases import hold, release
from tests.cast.people import AT

pytestmark = pytest.mark.django_db


def test_a_lease_is_held_by_one_and_renewed_by_its_holder():
    with clock.pretend(AT):
        assert hold("seal", "first", 30)
        assert hold("seal", "first", 30)
        assert not hold("seal", "second", 30)
        assert hold("score", "second", 30)


def test_a_lease_that_ran_out_is_free():
    with clock.pretend(AT):
        hold("seal", "first", 30)
    with clock.pretend(AT + timedelta(seconds=30)):
        assert hold("seal", "second", 30)
        assert not hold("seal", "first", 30)


def test_a_lease_given_back_is_free_at_once_but_only_by_its_holder():
    with clock.pretend(AT):
        hold("seal", "first", 30)
        release("seal", "second")
        assert not hold("seal", "second", 30)
        release("seal", "first")
        assert hold("seal", "second", 30)


def test_a_lease_from_a_clock_that_had_jumped_forward_is_free():
    with clock.pretend(AT + timedelta(days=40)):
        hold("seal", "first", 30)
    with clock.pretend(AT):
        assert hold("seal", "second", 30)
        assert not hold("seal", "first", 30)
