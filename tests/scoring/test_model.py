"""The formula, worked by hand where a hand can, and its promises for any history."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.activities.types import TYPES
from lorgnette.scoring import model
from lorgnette.scoring.model import POINT, Tally, daily, raw, score, scored, shown

TODAY = date(2026, 11, 24)
INGRID, MIKKEL = 1, 2


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


tallies = st.lists(
    st.builds(
        Tally,
        person=st.integers(1, 4),
        type=st.sampled_from([kind.code for kind in TYPES]),
        day=st.integers(-3, 480).map(days_ago),
        times=st.integers(1, 9),
        factor=st.just(1),
    ),
    max_size=30,
    unique_by=lambda t: (t.person, t.type, t.day),
)


def test_an_account_where_nobody_did_anything_scores_nothing():
    assert scored([], TODAY) == (0, 0, [0] * 91)


def test_a_demonstration_asked_for_today_counts_in_full():
    asked = [Tally(INGRID, "form.demo", TODAY, 1)]
    assert raw(asked, TODAY) == 15 * POINT
    assert score(asked, TODAY) == 221  # 100 · (1 − e^(−15/60)) = 22.12


def test_after_a_half_life_half_is_left():
    asked = [Tally(INGRID, "form.demo", days_ago(model.HALF_LIFE_DAYS), 1)]
    assert raw(asked, TODAY) == Fraction(15, 2) * POINT


def test_a_day_has_a_cap_for_each_type():
    few = [Tally(INGRID, "web.pricing", TODAY, 5)]
    many = [Tally(INGRID, "web.pricing", TODAY, 500)]
    assert raw(few, TODAY) == raw(many, TODAY) == 5 * 4 * POINT


def test_one_person_alone_stops_at_the_cap_and_two_do_not():
    alone = [Tally(INGRID, "meeting.held", days_ago(n), 1) for n in range(30)]
    assert score(alone, TODAY) == shown(40 * POINT) == 487
    both = [*alone, *(tally._replace(person=MIKKEL) for tally in alone)]
    assert score(both, TODAY) == shown(80 * POINT) == 736


def test_opened_mails_and_unknown_types_weigh_nothing():
    assert raw([Tally(INGRID, "email.open", TODAY, 5)], TODAY) == 0
    assert raw([Tally(INGRID, "fax.sent", TODAY, 5)], TODAY) == 0


def test_a_day_to_come_does_not_count_yet():
    tomorrow = [Tally(INGRID, "form.demo", days_ago(-1), 1)]
    assert score(tomorrow, TODAY) == 0
    assert score(tomorrow, days_ago(-1)) == 221


def test_what_is_older_than_a_year_is_not_read():
    edge = [Tally(INGRID, "form.demo", days_ago(model.HORIZON_DAYS), 1)]
    assert raw(edge, TODAY) > 0
    assert raw(edge, TODAY + timedelta(days=1)) == 0


def test_the_change_is_against_seven_days_ago():
    before = Tally(INGRID, "form.demo", days_ago(7), 1)
    since = Tally(MIKKEL, "form.demo", days_ago(6), 1)
    found = scored([before, since], TODAY)
    assert found.change == found.tenths - score([before], days_ago(7))


@given(tallies)
def test_each_day_of_the_history_is_the_score_of_that_day(rows):
    days = daily(rows, TODAY)
    assert len(days) == 91
    assert days == [score(rows, days_ago(n)) for n in reversed(range(91))]


@given(tallies, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, random):
    mixed = random.sample(rows, len(rows))
    assert scored(mixed, TODAY) == scored(rows, TODAY)


@given(tallies)
def test_a_score_stays_between_nothing_and_a_hundred(rows):
    found = scored(rows, TODAY)
    assert 0 <= found.tenths <= 1000
    assert all(0 <= day <= 1000 for day in found.days)


@given(tallies)
def test_without_news_a_score_only_falls(rows):
    old = [tally for tally in rows if tally.day <= TODAY]
    later = [score(old, TODAY + timedelta(days=n)) for n in (0, 1, 7, 60, 400)]
    assert later == sorted(later, reverse=True)
    assert later[-1] == 0


@given(tallies, st.integers(1, 4), st.sampled_from([kind.code for kind in TYPES]))
def test_one_more_activity_never_lowers_a_score(rows, person, kind):
    more = [*rows, Tally(person, kind, TODAY, 1)]
    assert score(more, TODAY) >= score(rows, TODAY)


@pytest.mark.parametrize(("points", "tenths"), [(0, 0), (60, 632), (120, 865), (10_000, 1000)])
def test_the_curve(points, tenths):
    assert shown(points * POINT) == tenths
