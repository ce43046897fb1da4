"""The chart of an account's weeks keeps what it draws within its frame."""

from datetime import date, timedelta

import pytest

from lorgnette.insight.weeks import Week
from lorgnette.web.insight.chart import BOTTOM, TOP, chart
from lorgnette.web.insight.sparkline import sparkline

MONDAY = date(2026, 11, 16)


def weeks(highest: int) -> list[Week]:
    return [Week(MONDAY + timedelta(days=7 * n), MONDAY, n * highest, 1, 1) for n in range(2)]


@pytest.mark.parametrize(("highest", "scale"), [(990, "100"), (1_001, "200"), (50_000, "6,400")])
def test_a_plain_sum_is_drawn_within_its_frame(highest, scale):
    drawn = chart(weeks(highest))
    assert drawn.grid[-1].text == scale
    assert drawn.is_beyond == (highest > 1_000)
    assert all(TOP <= float(spot.y) <= BOTTOM for spot in drawn.spots)
    assert 0 <= float(sparkline([0, highest]).y) <= 35
