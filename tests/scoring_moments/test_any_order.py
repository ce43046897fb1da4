"""Whatever the order in which activities come, the moments are those of history at once."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorgnette.activities.models import Activity, Arrival
from lorgnette.scoring.moments.definition import (
    ACCOUNT,
    BACK,
    COUNT,
    EACH,
    FIRST,
    OVER,
    PEOPLE,
    PERSON,
    Condition,
    Definition,
)
from lorgnette.scoring.moments.models import Moment, MomentRule
from tests.scoring_moments.tale import Did, found

KINDS = ("web.visit", "web.pricing", "form.demo")

dids = st.builds(
    Did,
    who=st.integers(0, 2),
    kind=st.sampled_from(KINDS),
    hours=st.integers(0, 40).map(lambda twelfths: twelfths * 12),
    subject=st.sampled_from(["", "Prices", "Terms"]),
    properties=st.sampled_from([None, {"seats": 3}, {"seats": "12"}]),
)
conditions = st.sampled_from(
    [(), (Condition("subject", "contains", "price"),), (Condition("seats", "at_least", "5"),)]
)


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    when = draw(st.sampled_from([EACH, FIRST, COUNT, PEOPLE, OVER, BACK]))
    counts = when in (COUNT, PEOPLE)
    return Definition(
        types=draw(st.sampled_from([(), ("web.visit",), ("web.visit", "web.pricing")])),
        conditions=draw(conditions),
        scope=ACCOUNT if when == PEOPLE else draw(st.sampled_from([PERSON, ACCOUNT])),
        when=when,
        number=draw(st.integers(2, 3)) if counts else 0,
        days=draw(st.integers(1, 7)) if counts or when == BACK else 0,
        property="seats" if when == OVER else "",
        threshold=5,
        pause=draw(st.integers(1 if counts else 0, 5)),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_one_by_one_in_any_order_finds_the_same_as_history_at_once(tale, data):
    for table in (Moment, MomentRule, Activity, Arrival):
        table.objects.all().delete()
    version = tale.rule(data.draw(definitions()))
    batches = data.draw(st.lists(st.lists(dids, min_size=1, max_size=4), min_size=1, max_size=6))
    rows = []
    for batch in batches:
        rows += tale.happen(batch)
        if data.draw(st.booleans()):
            tale.follow(limit=1)
        if data.draw(st.integers(0, 3)) == 0:
            tale.forget(rows.pop(data.draw(st.integers(0, len(rows) - 1))))
        if rows and data.draw(st.integers(0, 3)) == 0:
            tale.move(rows[data.draw(st.integers(0, len(rows) - 1))])
    tale.follow(limit=data.draw(st.integers(1, 3)))

    one_by_one = found(version)
    assert one_by_one == tale.rebuilt(version)
