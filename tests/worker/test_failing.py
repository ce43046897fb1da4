"""A job that raises rests for longer and longer, is told of, and keeps no other from its work."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from lorgnette.kernel import clock
from lorgnette.kernel.each import each_of
from lorgnette.operations.doctor import work
from lorgnette.operations.doctor.finding import FAILED, OK, WARNING
from lorgnette.worker import loop
from lorgnette.worker.board import LOOK_SECONDS, Board
from lorgnette.worker.schedule import Job, Shift
from lorgnette.workspace import troubles

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


class Count:
    """A job that counts its tries, and raises while it is `ill`."""

    def __init__(self, name: str, *, ill: bool = False, more: bool = False) -> None:
        self.job, self.ill, self.more, self.tries = Job(name, self, every=7.0), ill, more, 0

    def __call__(self, _shift: Shift) -> bool:
        self.tries += 1
        if self.ill:
            raise ValueError("ana@aubier.example is not a number\nand more")
        return self.more


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """Closing it is for threads that have one of their own."""
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)


@pytest.fixture
def shift():
    return Shift(holder="worker", stop=threading.Event())


def seconds(board: Board, counted: Count, shift: Shift, after: float) -> float:
    """What one look of the loop, so many seconds after nine, answers."""
    with clock.pretend(AT + timedelta(seconds=after)):
        return loop._try(counted.job, shift, board)


@pytest.fixture
def board():
    with clock.pretend(AT - timedelta(minutes=1)):
        return Board()


def test_the_pause_doubles_up_to_ten_minutes():
    pauses = [troubles.pause(times).total_seconds() for times in (1, 2, 3, 7, 8, 9, 500)]
    assert pauses == [5, 10, 20, 320, 600, 600, 600]


def test_a_job_that_raises_is_not_tried_before_its_pause_is_over(board, shift):
    ill = Count("learn", ill=True)
    for after in range(0, 60, 2):
        assert seconds(board, ill, shift, after) == LOOK_SECONDS
    # At 0, after 5 (the look at 6), after 10 more (at 16), after 20 more (at 36).
    assert ill.tries == 4


def test_what_takes_long_to_fail_is_not_tried_at_once():
    with clock.pretend(AT):
        told = troubles.note("learn", ValueError(), timedelta(minutes=3))
    assert told.next_at - told.last_at == timedelta(minutes=3)


def test_it_rests_in_every_process(board, shift):
    ill, other = Count("learn", ill=True), Board()
    other._began = AT - timedelta(minutes=1)
    seconds(board, ill, shift, 0)
    assert seconds(other, ill, shift, 3) == LOOK_SECONDS
    assert ill.tries == 1


def test_a_worker_that_begins_tries_at_once(board, shift):
    ill = Count("learn", ill=True)
    seconds(board, ill, shift, 0)
    with clock.pretend(AT + timedelta(seconds=1)):
        fresh = Board()
    seconds(fresh, ill, shift, 2)
    assert ill.tries == 2


def test_the_reason_is_kept_without_addresses_and_goes_with_the_next_success(board, shift):
    ill = Count("learn", ill=True)
    seconds(board, ill, shift, 0)
    with clock.pretend(AT):
        [told] = troubles.known()
    assert (told.job, told.times, told.reason) == ("learn", 1, "ValueError: …@… is not a number")
    ill.ill = False
    assert seconds(board, ill, shift, 6) == 7.0
    with clock.pretend(AT):
        assert not troubles.known()


def test_the_doctor_tells(board, shift):
    ill = Count("learn", ill=True)
    with clock.pretend(AT):
        assert [found.state for found in work.jobs()] == [OK]
    for after, state in ((0, WARNING), (6, WARNING), (17, FAILED)):
        seconds(board, ill, shift, after)
        with clock.pretend(AT + timedelta(seconds=after)):
            [found] = work.jobs()
        assert (found.check, found.state) == ("job learn", state)
    assert "ValueError" in found.words


def test_what_nobody_tries_any_more_is_forgotten():
    with clock.pretend(AT):
        troubles.note("a job of the version before", ValueError())
    with clock.pretend(AT + timedelta(days=2)):
        assert not troubles.known()


def test_one_that_fails_keeps_no_other_from_its_work(shift):
    ill, well = Count("learn", ill=True), Count("mail")
    with pytest.raises(ValueError, match="not a number"):
        loop.run_once([ill.job, well.job])
    assert well.tries == 1


def test_of_several_parts_each_has_its_turn_and_the_first_error_is_told():
    done = []

    def part(number: int) -> int:
        if number < 3:
            raise ValueError(number)
        done.append(number)
        return number

    with pytest.raises(ValueError, match="1"):
        each_of(lambda n=n: part(n) for n in (1, 2, 3, 4))
    assert done == [3, 4]
