"""What came among the activities waits until somebody is done with it."""

from datetime import UTC, datetime, timedelta

from lorgnette.activities import arrivals
from lorgnette.activities.models import Arrival

NOON = datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=UTC)


def test_a_batch_is_one_row_with_the_first_and_last_of_each_person(db):
    later = NOON + timedelta(minutes=5)
    arrivals.note([(1, 7, later), (1, 7, NOON), (None, 8, NOON)])
    assert Arrival.objects.count() == 1
    spans = arrivals.waiting(10).spans
    assert [(span.account_id, span.person_id) for span in spans] == [(1, 7), (None, 8)]
    assert spans[0].since <= NOON < later < spans[0].until


def test_nothing_leaves_no_row(db):
    arrivals.note([])
    assert not Arrival.objects.exists()


def test_the_oldest_come_first_and_stay_until_they_are_done(db):
    for person in range(3):
        arrivals.note([(1, person, NOON)])
    first = arrivals.waiting(2)
    assert [span.person_id for span in first.spans] == [0, 1]
    assert arrivals.waiting(2) == first
    arrivals.done(first)
    assert [span.person_id for span in arrivals.waiting(2).spans] == [2]


def test_few_are_taken_where_they_tell_of_very_much(db, monkeypatch):
    monkeypatch.setattr(arrivals, "MOST", 3)
    for batch in range(3):
        arrivals.note([(1, 10 * batch + person, NOON) for person in range(2)])
    assert len(arrivals.waiting(10).ids) == 2


def test_instants_of_any_age_are_told(db):
    old, far = datetime(1900, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)
    arrivals.note([(1, 1, old), (1, 1, far)])
    span = arrivals.waiting(1).spans[0]
    assert (span.since, span.until) == (old, far + timedelta(seconds=1))


def test_whoever_follows_can_reckon_around_the_ends_of_time(db):
    ends = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    arrivals.note([(1, 1, at) for at in ends])
    span = arrivals.waiting(1).spans[0]
    assert span.since - timedelta(days=730) < span.until + timedelta(days=365)
