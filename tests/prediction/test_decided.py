"""Which deals are learned from, and from which day they are looked at."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.accounts.models import Opportunity
from lorgnette.activities.models import KeptFor
from lorgnette.kernel import clock
from lorgnette.prediction.decided import MARGIN, Deal, decided, looked_from
from tests.insight import estate
from tests.insight.estate import NOW, TODAY
from tests.prediction import tale
from tests.prediction.tale import BEGAN, day


def deal(ref: str, length: int) -> Deal:
    return Deal(ref, 1, day(length + 5), day(5), True)


@given(st.text(min_size=1, max_size=20), st.integers(0, 400))
def test_a_deal_is_looked_at_while_it_was_open_and_a_week_before_its_end(ref, length):
    found = deal(ref, length)
    on = looked_from(found)
    assert found.created_on <= on <= max(found.created_on, found.closed_on - timedelta(days=MARGIN))
    assert looked_from(found) == on


def test_days_are_spread_over_the_deal():
    days = {(looked_from(deal(f"deal-{n}", 100)) - day(105)).days for n in range(400)}
    assert min(days) < 5
    assert max(days) > 88
    assert len(days) > 80


@pytest.fixture
def nordhavn(today):
    tale.begin()
    return estate.account("Nordhavn")


def test_won_and_lost_deals_are_cases_and_open_ones_are_not(nordhavn):
    tale.decided(nordhavn, True, day(60), day(20))
    tale.decided(nordhavn, False, day(90), day(30))
    estate.deal(nordhavn, 100, created_on=day(40))
    found = decided(TODAY)
    assert found.deals == 2
    assert [(case.won, case.closed_on) for case in found.cases] == [
        (True, day(20)),
        (False, day(30)),
    ]


def test_deals_without_their_days_or_gone_from_the_crm_teach_nothing(nordhavn):
    tale.decided(nordhavn, True, day(60), day(20), gone_at=clock.now())
    tale.decided(nordhavn, True, None, day(20))
    tale.decided(nordhavn, True, day(20), None)
    tale.decided(nordhavn, True, day(10), day(20))
    tale.decided(nordhavn, True, day(30), TODAY)
    assert decided(TODAY).cases == []


def test_a_deal_before_activities_were_recorded_is_counted_and_teaches_nothing(nordhavn):
    for created in (
        BEGAN - timedelta(days=60),
        BEGAN + timedelta(days=89),
        BEGAN + timedelta(days=90),
    ):
        tale.decided(nordhavn, True, created, created + timedelta(days=5))
    found = decided(TODAY)
    assert (found.deals, len(found.cases)) == (3, 1)


def test_a_deal_whose_activities_are_not_kept_any_more_teaches_nothing(nordhavn):
    KeptFor.objects.create(type="web.visit", days=150)
    KeptFor.objects.create(type="email.open", days=10)
    tale.decided(nordhavn, True, day(60), day(55))
    tale.decided(nordhavn, True, day(61), day(55))
    assert [case.day for case in decided(TODAY).cases] == [day(60)]


def test_what_happened_since_changes_no_case(nordhavn):
    """No leakage: a deal is learned from as it was known then."""
    ingrid = estate.person(nordhavn, "Ingrid")
    tale.decided(nordhavn, True, day(60), day(20))
    tale.did(nordhavn, ingrid, "call.held", day(70))
    (before,) = decided(TODAY).cases
    for ago in range((TODAY - before.day).days, -1, -1):
        tale.did(nordhavn, ingrid, "form.demo", day(ago), 5)
    tale.decided(nordhavn, False, day(10), day(5))
    assert before in decided(TODAY).cases


def test_without_activities_there_is_nothing_to_learn(today):
    account = estate.account("Nordhavn")
    tale.decided(account, True, day(60), day(20))
    assert (decided(TODAY).deals, decided(TODAY).cases) == (1, [])


def test_only_the_latest_are_read(nordhavn, monkeypatch):
    monkeypatch.setattr("lorgnette.prediction.decided.MOST", 1)
    tale.decided(nordhavn, True, day(60), day(20))
    tale.decided(nordhavn, False, day(60), day(10))
    assert [case.won for case in decided(NOW.date()).cases] == [False]
    assert Opportunity.objects.count() == 2
