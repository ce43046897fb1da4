"""The weeks of a score: Monday to Sunday, each as its highest day; worked out by hand."""

from datetime import date, timedelta

import pytest

from lorgnette.scoring.history import highest, mondays, weeks_of
from lorgnette.scoring.model import HISTORY_DAYS, Tally, score, scored

TUESDAY = date(2026, 11, 24)


def days_of(today, **scores):
    """Daily scores of 0, but for the days named: _2026_11_24=640."""
    days = [0] * HISTORY_DAYS
    for name, tenths in scores.items():
        day = date(*map(int, name.strip("_").split("_")))
        days[HISTORY_DAYS - 1 - (today - day).days] = tenths
    return days


def test_a_week_is_worth_its_highest_day():
    weeks = weeks_of(
        days_of(
            TUESDAY,
            _2026_11_15=500,  # Sunday
            _2026_11_16=310,  # Monday
            _2026_11_19=640,
            _2026_11_22=640,  # Sunday, as high: the first of them is named
            _2026_11_23=100,
            _2026_11_24=90,
        ),
        TUESDAY,
    )
    assert [(week.first_day, week.last_day, week.top_day, week.tenths) for week in weeks[-3:]] == [
        (date(2026, 11, 9), date(2026, 11, 15), date(2026, 11, 15), 500),
        (date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 19), 640),
        (date(2026, 11, 23), TUESDAY, date(2026, 11, 23), 100),
    ]


@pytest.mark.parametrize("weekday", range(7))
def test_thirteen_weeks_lie_within_the_days_that_are_kept_whatever_day_it_is(weekday):
    today = date(2026, 11, 23) + timedelta(days=weekday)
    days = list(range(HISTORY_DAYS))
    weeks = weeks_of(days, today)
    assert len(weeks) == 13
    assert weeks[0].first_day == date(2026, 8, 31)
    assert (weeks[-1].first_day, weeks[-1].last_day) == (date(2026, 11, 23), today)
    assert [week.tenths for week in weeks[:-1]] == [
        90 - weekday - 7 * back - 1 for back in reversed(range(12))
    ]
    assert weeks[-1].tenths == 90


def test_on_a_monday_this_week_is_one_day():
    monday = date(2026, 11, 23)
    last = weeks_of(days_of(monday, _2026_11_22=900, _2026_11_23=12), monday)[-1]
    assert (last.first_day, last.last_day, last.tenths) == (monday, monday, 12)


def test_on_a_sunday_this_week_is_whole():
    sunday = date(2026, 11, 29)
    last = weeks_of(days_of(sunday, _2026_11_23=900), sunday)[-1]
    assert (last.top_day, last.tenths) == (date(2026, 11, 23), 900)


def test_a_week_goes_on_over_new_year():
    today = date(2027, 1, 6)
    weeks = weeks_of(days_of(today, _2026_12_31=700, _2027_01_02=710), today)
    assert [(week.first_day, week.tenths) for week in weeks[-2:]] == [
        (date(2026, 12, 28), 710),
        (date(2027, 1, 4), 0),
    ]


def test_weeks_in_which_clocks_change_have_seven_days():
    """Europe: 25 October 2026 has 25 hours; the United States: 1 November."""
    assert mondays(date(2026, 11, 4))[-3:] == [
        date(2026, 10, 19),
        date(2026, 10, 26),
        date(2026, 11, 2),
    ]


def test_the_scores_of_a_history_come_week_by_week():
    asked = Tally(1, "form.demo", TUESDAY - timedelta(days=10), 1)  # Saturday 14 November
    weeks = highest(scored([asked], TUESDAY).days, TUESDAY)
    assert weeks[-3:] == (
        221,
        score([asked], date(2026, 11, 16)),
        score([asked], date(2026, 11, 23)),
    )
    assert weeks[:-3] == (0,) * 10
