"""The charts of an account keep what they draw within their frames, on scales of round numbers."""

from datetime import date, timedelta

import pytest

from lorgnette.insight.deal_weeks import DealWeek
from lorgnette.insight.pipeline import NOTHING, Amount, Pipeline
from lorgnette.insight.weeks import Week
from lorgnette.web.insight.engagement_chart import engagement_chart
from lorgnette.web.insight.pipeline_chart import currencies, pipeline_chart
from lorgnette.web.insight.scale import scale_of
from lorgnette.web.insight.sparkline import sparkline

MONDAY = date(2026, 11, 16)


def weeks(highest: int) -> list[Week]:
    return [
        Week(
            MONDAY + timedelta(days=7 * n),
            MONDAY + timedelta(days=7 * n + 6),
            MONDAY,
            n * highest,
            1,
            1,
        )
        for n in range(2)
    ]


def deals(*amounts: tuple[Amount, ...]) -> list[DealWeek]:
    """A week each, with these amounts open and the first of them won."""
    return [
        DealWeek(
            MONDAY + timedelta(days=7 * n),
            MONDAY + timedelta(days=7 * n + 6),
            Pipeline(len(sums), sums),
            Pipeline(1, sums[:1]) if sums else NOTHING,
        )
        for n, sums in enumerate(amounts)
    ]


@pytest.mark.parametrize(("highest", "scale"), [(990, "100"), (1_001, "200"), (50_000, "6,400")])
def test_a_plain_sum_is_drawn_within_its_frame(highest, scale):
    drawn = engagement_chart(weeks(highest), {})
    assert drawn.caption.startswith("Score 0 to 100") == (highest <= 1_000)
    for drawing in drawn.drawings:
        assert drawing.grid[-1].text == scale
        frame = drawing.frame
        assert all(frame.top <= float(spot.y) <= frame.bottom for spot in drawing.spots)
        assert all(frame.left <= float(spot.x) <= frame.right for spot in drawing.spots)
    assert 0 <= float(sparkline([0, highest]).y) <= 35


@pytest.mark.parametrize("drawn", [0, 1], ids=["wide", "narrow"])
def test_every_drawing_names_this_week(drawn):
    spots = engagement_chart(weeks(500), {}).drawings[drawn].spots
    assert (spots[-1].label, spots[-1].is_last, spots[0].is_last) == ("23 Nov", True, False)


@pytest.mark.parametrize(
    ("highest", "currency", "marks"),
    [
        (24_800_000, "EUR", ["€0", "€100K", "€200K", "€300K"]),
        (100, "EUR", ["€0", "€0.25", "€0.5", "€0.75", "€1"]),
        (1, "EUR", ["€0", "€0.01"]),
        (412, "JPY", ["JP¥0", "JP¥200", "JP¥400", "JP¥600"]),
        (1_000_000_000, "CHF", ["CHF0", "CHF2.5M", "CHF5M", "CHF7.5M", "CHF10M"]),
        (0, "EUR", []),
    ],
)
def test_a_scale_of_money_goes_up_in_round_numbers(highest, currency, marks):
    assert [mark.text for mark in scale_of(highest, currency)] == marks


@pytest.mark.parametrize("highest", [1, 7, 99, 101, 12_345, 999_999, 10**15])
def test_a_scale_holds_what_is_drawn_on_it(highest):
    scale = scale_of(highest, "EUR")
    assert scale[-1].value >= highest
    assert 2 <= len(scale) <= 6


def test_bars_and_line_of_a_pipeline_stand_in_one_scale():
    chart = pipeline_chart(deals((Amount(100, "EUR"),), (Amount(400, "EUR"),)), "EUR", {}, 0)
    for drawing in chart.drawings:
        first, last = drawing.spots
        assert last.bar.y == last.y
        assert float(first.y) > float(last.y)
        assert float(last.bar.y) + float(last.bar.height) == pytest.approx(drawing.frame.bottom)


def test_one_currency_is_drawn_and_all_are_in_the_table():
    found = deals((Amount(900, "SEK"), Amount(100, "EUR")), (Amount(200, "EUR"),))
    assert currencies(found) == ["EUR", "SEK"]
    chart = pipeline_chart(found, "EUR", {}, 2)
    assert chart.lines[0].cells == [["2"], ["SEK\u00a09", "€1"], ["SEK\u00a09"]]
    assert "Open on Sunday: €1\nWon: €0" in chart.drawings[0].spots[0].title
    assert chart.notes[1].startswith("2 open opportunities have no day of creation")


def test_deals_without_an_amount_have_a_table_and_no_drawing():
    chart = pipeline_chart([DealWeek(MONDAY, MONDAY, Pipeline(1, ()), NOTHING)] * 2, "", {}, 0)
    assert (list(chart.drawings), chart.lines[0].cells) == ([], [["1"], ["–"], ["–"]])


def test_where_nothing_was_open_there_is_no_chart():
    assert pipeline_chart([DealWeek(MONDAY, MONDAY, NOTHING, NOTHING)] * 2, "", {}, 0) is None
