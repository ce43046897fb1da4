"""The weeks of a pipeline, worked out by hand.

Today is Tuesday 24 November 2026: four weeks, from Monday 2 November on, are looked at.
"""

from datetime import date, timedelta

import pytest

from lorgnette.insight.deal_weeks import DealFacts, deal_weeks, is_open_on
from lorgnette.insight.pipeline import Amount, Pipeline

TODAY = date(2026, 11, 24)
MONDAYS = [date(2026, 11, day) for day in (2, 9, 16, 23)]


def day(text: str) -> date | None:
    """5 or 5.12: of November, or of another month of 2026; "" for none."""
    if not text:
        return None
    number, _dot, month = text.partition(".")
    return date(2026, int(month or 11), int(number))


def deal(
    made: str = "1.9",
    status: str = "open",
    closed: str = "",
    *,
    closes: str = "31.12",
    gone: str = "",
    minor: int | None = 100,
    currency: str = "EUR",
) -> DealFacts:
    amount = None if minor is None else Amount(minor, currency)
    return DealFacts(status, day(made), day(closes), day(closed), day(gone), amount)


def table(*deals: DealFacts) -> list[tuple[int, dict[str, int], int, dict[str, int]]]:
    """A row a week: deals open at its end and their sums, deals won in it and theirs."""
    return [
        (week.open.deals, sums(week.open), week.won.deals, sums(week.won))
        for week in deal_weeks(deals, MONDAYS, TODAY)
    ]


def sums(pipeline: Pipeline) -> dict[str, int]:
    return {amount.currency: amount.minor for amount in pipeline.amounts}


NOTHING = (0, {}, 0, {})
ONE = (1, {"EUR": 100}, 0, {})


def test_weeks_end_on_sunday_and_this_one_today():
    weeks = deal_weeks([], MONDAYS, TODAY)
    assert [(week.first_day.day, week.last_day.day) for week in weeks] == [
        (2, 8),
        (9, 15),
        (16, 22),
        (23, 24),
    ]


def test_several_currencies_are_summed_apart():
    assert table(
        deal("1.9", minor=500, currency="EUR"),
        deal("10", minor=300, currency="EUR"),
        deal("10", minor=7_000, currency="SEK"),
        deal("1.9", "won", "18", minor=900, currency="USD"),
        deal("1.9", "won", "20", minor=50, currency="EUR"),
        deal("1.9", "lost", "20", minor=1, currency="EUR"),
    ) == [
        (4, {"USD": 900, "EUR": 551}, 0, {}),
        (6, {"SEK": 7_000, "USD": 900, "EUR": 851}, 0, {}),
        (3, {"SEK": 7_000, "EUR": 800}, 2, {"USD": 900, "EUR": 50}),
        (3, {"SEK": 7_000, "EUR": 800}, 0, {}),
    ]


def test_the_largest_sum_comes_first():
    week = deal_weeks(
        [deal(minor=5, currency="EUR"), deal(minor=9, currency="SEK")], MONDAYS, TODAY
    )
    assert week[-1].open.amounts == (Amount(9, "SEK"), Amount(5, "EUR"))


@pytest.mark.parametrize(
    ("made", "first"),
    [("8", 0), ("9", 1), ("15", 1), ("16", 2), ("24", 3)],
    ids=["Sunday", "Monday", "its last day", "the next Monday", "today"],
)
def test_a_deal_counts_from_the_week_of_its_creation(made, first):
    assert table(deal(made)) == [NOTHING] * first + [ONE] * (4 - first)


def test_what_is_won_on_sunday_was_not_open_when_sunday_ended():
    assert table(deal("1.9", "won", "15")) == [ONE, (0, {}, 1, {"EUR": 100}), NOTHING, NOTHING]


def test_what_is_won_on_monday_was_open_when_sunday_ended():
    assert table(deal("1.9", "won", "16")) == [ONE, ONE, (0, {}, 1, {"EUR": 100}), NOTHING]


def test_what_is_made_and_won_in_one_week_was_never_open_at_the_end_of_one():
    assert table(deal("10", "won", "12")) == [NOTHING, (0, {}, 1, {"EUR": 100}), NOTHING, NOTHING]


def test_what_is_lost_is_no_revenue():
    assert table(deal("1.9", "lost", "12")) == [ONE, NOTHING, NOTHING, NOTHING]


def test_an_open_deal_without_the_day_of_its_creation_counts_today_alone():
    assert table(deal("")) == [NOTHING, NOTHING, NOTHING, ONE]


def test_a_won_deal_without_the_day_of_its_creation_is_revenue_and_was_never_known_to_be_open():
    assert table(deal("", "won", "12")) == [NOTHING, (0, {}, 1, {"EUR": 100}), NOTHING, NOTHING]


def test_without_the_day_it_was_won_the_day_it_was_to_close_on_stands_for_it():
    assert table(deal("1.9", "won", closes="12")) == [
        ONE,
        (0, {}, 1, {"EUR": 100}),
        NOTHING,
        NOTHING,
    ]


@pytest.mark.parametrize("closes", ["", "31.12"], ids=["no day at all", "a day to come"])
def test_a_closed_deal_of_which_nothing_tells_when_counts_nowhere(closes):
    assert table(deal("1.9", "won", closes=closes)) == [NOTHING] * 4


def test_a_deal_that_was_reopened_is_open_all_along():
    """The CRM tells that it is open, and still the day it was once closed."""
    assert table(deal("1.9", "open", "12")) == [ONE] * 4


def test_what_left_the_crm_was_open_until_then_and_is_no_revenue():
    assert table(deal("1.9", gone="17")) == [ONE, ONE, NOTHING, NOTHING]
    assert table(deal("1.9", "won", "12", gone="17")) == [ONE, NOTHING, NOTHING, NOTHING]


def test_what_left_the_crm_today_is_not_open_today():
    assert table(deal("1.9", gone="24")) == [ONE, ONE, ONE, NOTHING]


def test_a_deal_without_an_amount_is_counted_and_adds_nothing():
    assert table(deal(minor=None), deal(minor=0)) == [(2, {}, 0, {})] * 4


def test_a_deal_that_is_to_be_made_later_is_open_today_because_the_crm_says_so():
    assert table(deal("30")) == [NOTHING, NOTHING, NOTHING, ONE]


def test_what_is_won_on_a_day_to_come_is_not_won_yet():
    assert table(deal("1.9", "won", "30")) == [ONE, ONE, ONE, NOTHING]


def test_a_week_over_new_year_is_one_week():
    today = date(2027, 1, 6)
    facts = [
        DealFacts("won", date(2026, 12, 1), None, date(2026, 12, 31), None, Amount(70, "EUR")),
        DealFacts("won", date(2026, 12, 1), None, date(2027, 1, 2), None, Amount(8, "EUR")),
        DealFacts("open", date(2027, 1, 1), None, None, None, Amount(5, "EUR")),
    ]
    old, new = deal_weeks(facts, [date(2026, 12, 28), date(2027, 1, 4)], today)
    assert (old.last_day, sums(old.open), sums(old.won)) == (
        date(2027, 1, 3),
        {"EUR": 5},
        {"EUR": 78},
    )
    assert (new.last_day, sums(new.open), sums(new.won)) == (today, {"EUR": 5}, {})


def test_every_day_of_a_deal_is_a_day_it_was_open_or_not():
    """From its creation until the day before it was won, day by day, over a change of clocks."""
    won = DealFacts("won", date(2026, 10, 22), None, date(2026, 10, 27), None, None)
    first = date(2026, 10, 20)
    days = [is_open_on(won, first + timedelta(days=n), TODAY) for n in range(9)]
    assert days == [False, False, True, True, True, True, True, False, False]
