"""A score taken apart adds up: by type, person and day, and since any day."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from lorgnette.scoring.apart import MONDAY, MONTH, SPANS, WEEK, before, taken_apart
from lorgnette.scoring.model import SHIPPED, Tally, score, scored
from tests.scoring.models import models
from tests.scoring.test_model import INGRID, MIKKEL, TODAY, days_ago, tallies


@settings(deadline=None)
@given(tallies, models, st.sampled_from(SPANS))
def test_every_grouping_sums_to_the_score_and_every_span_to_its_change(rows, model, span):
    rows = [row._replace(factor=model.once) for row in rows if row.day <= TODAY]
    found, since = scored(rows, TODAY, model), before(span, TODAY)
    told = taken_apart(rows, TODAY, (found.tenths, found.change), since, model)
    for shares in (told.types, told.persons, told.days):
        assert sum(share.tenths for share in shares) == found.tenths
    assert sum(move.tenths for move in told.moves) == told.change
    assert told.change == found.tenths - score(rows, since, model)


def test_monday_is_counted_from_the_end_of_sunday():
    monday = date(2026, 11, 23)
    assert before(MONDAY, monday) == before(MONDAY, date(2026, 11, 29)) == date(2026, 11, 22)
    assert before(WEEK, monday) == date(2026, 11, 16)
    assert before(MONTH, monday) == date(2026, 10, 24)


def test_the_days_tell_what_each_brought():
    rows = [Tally(INGRID, "form.demo", TODAY, 1), Tally(MIKKEL, "web.visit", days_ago(40), 3)]
    found = scored(rows, TODAY)
    told = taken_apart(rows, TODAY, found[:2], before(MONDAY, TODAY), SHIPPED)
    assert [(one.day, one.count, one.people) for one in told.days] == [
        (TODAY, 1, 1),
        (days_ago(40), 3, 1),
    ]
    assert told.days[0].tenths > told.days[1].tenths
