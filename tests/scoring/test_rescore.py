"""Scores are computed from the activities by day, stored, and computed again when it is due."""

from datetime import timedelta

import pytest

from lorgnette.kernel import clock
from lorgnette.scoring import due, history, rescore
from lorgnette.scoring.model import scored
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.tallies import of_accounts
from tests.scoring import story
from tests.scoring.story import NOON, TODAY, did

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordhavn():
    source = story.source()
    account = story.account("Nordhavn", source)
    ingrid, mikkel = story.person("Ingrid", source), story.person("Mikkel", source)
    did(ingrid, account, "form.demo", 0)
    did(mikkel, account, "web.pricing", 1, times=4)
    did(mikkel, account, "web.visit", 40, times=2)
    return account


def test_a_score_is_what_the_formula_says(nordhavn):
    with clock.pretend(NOON):
        assert rescore.rescore([nordhavn.pk]) == 1
    row = AccountScore.objects.get(pk=nordhavn.pk)
    found = scored(of_accounts([nordhavn.pk], TODAY)[nordhavn.pk], TODAY)
    assert (row.day, row.tenths, row.change, row.weeks) == (TODAY, *found)
    assert row.last_activity_at == NOON
    assert row.tenths > 0


def test_an_account_without_activities_has_a_score_of_nothing():
    account = story.account("Ahlmann", story.source())
    with clock.pretend(NOON):
        rescore.rescore(None)
    row = AccountScore.objects.get(pk=account.pk)
    assert (row.tenths, row.change, row.weeks, row.last_activity_at) == (0, 0, [0] * 13, None)


def test_scoring_again_follows_what_happened_since(nordhavn):
    with clock.pretend(NOON):
        rescore.rescore(None)
        before = AccountScore.objects.get(pk=nordhavn.pk).tenths
        did(story.person("Aïcha", nordhavn.source), nordhavn, "meeting.held", 0)
        rescore.rescore([nordhavn.pk])
    assert AccountScore.objects.get(pk=nordhavn.pk).tenths > before


def test_an_account_that_is_gone_or_unknown_does_no_harm(nordhavn):
    with clock.pretend(NOON):
        assert rescore.rescore([nordhavn.pk, 10**9]) == 1
        assert rescore.rescore([]) == 0


def test_scores_are_due_again_after_midnight_in_the_workspace(nordhavn):
    with clock.pretend(NOON):
        rescore.rescore(None)
        assert not due.is_due()
    with clock.pretend(NOON.replace(hour=23, minute=1)):  # 00:01 in Paris
        assert due.is_due()
        rescore.rescore(None)
        assert not due.is_due()


def test_many_accounts_take_a_few_queries_a_chunk(django_assert_max_num_queries):
    source = story.source()
    for n in range(30):
        story.account(f"Account {n}", source)
    with clock.pretend(NOON), django_assert_max_num_queries(9):
        assert rescore.rescore(None) == 30


def test_the_history_is_the_stored_one_with_its_days(nordhavn):
    with clock.pretend(NOON):
        rescore.rescore(None)
        told = history.history(of_accounts([nordhavn.pk], TODAY)[nordhavn.pk], TODAY)
    row = AccountScore.objects.get(pk=nordhavn.pk)
    assert [week.tenths for week in told.weeks] == row.weeks
    assert told.days[-1] == row.tenths
    assert told.weeks[-1].last_day == told.today == TODAY
    assert told.weeks[0].first_day == TODAY - timedelta(days=90)
    assert told.weeks[7].top_day == TODAY - timedelta(days=40)
