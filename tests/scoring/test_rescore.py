"""Scores are computed from the activities by day, stored, and computed again when it is due."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorgnette.accounts.models import Account
from lorgnette.kernel import clock
from lorgnette.scoring import due, rescore
from lorgnette.scoring.history import highest
from lorgnette.scoring.model import scored
from lorgnette.scoring.models import AccountScore, PersonScore, ScoreDetail
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
    assert (row.day, row.tenths, row.change) == (TODAY, found.tenths, found.change)
    assert row.weeks == list(highest(found.days, TODAY))
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


def test_ten_accounts_and_seventy_take_the_same_queries_a_chunk():
    source, taken = story.source(), []
    for count in (10, 70):
        ids = []
        for n in range(count):
            account = story.account(f"Account {count} {n}", source)
            did(story.person(f"Person {count} {n}", source), account, "web.pricing", n % 40)
            ids.append(account.pk)
        with clock.pretend(NOON), CaptureQueriesContext(connection) as asked:
            assert rescore.rescore(ids) == count
        taken.append(len(asked))
    assert taken[0] == taken[1] <= 16


def written(asked):
    """The tables of scores that were written to, one for each statement."""
    verbs = ("INSERT", "UPDATE", "DELETE")
    return [query["sql"] for query in asked if query["sql"].startswith(verbs)]


def test_what_came_out_as_before_is_not_written_again(nordhavn):
    quiet = story.account("Ahlmann", nordhavn.source)
    with clock.pretend(NOON):
        rescore.rescore(None)
        with CaptureQueriesContext(connection) as asked:
            rescore.rescore([nordhavn.pk, quiet.pk])
    assert written(asked) == []


def test_a_day_later_an_account_that_never_scored_is_as_it_was(nordhavn):
    quiet = story.account("Ahlmann", nordhavn.source)
    with clock.pretend(NOON):
        rescore.rescore(None)
    with clock.pretend(NOON + timedelta(days=1)):
        rescore.rescore(None)
        assert not due.is_due()
    days = dict(AccountScore.objects.values_list("account", "day"))
    assert days == {nordhavn.pk: TODAY + timedelta(days=1), quiet.pk: TODAY}


def test_only_people_whose_part_changed_are_written(nordhavn):
    with clock.pretend(NOON):
        rescore.rescore(None)
    before = {row.person_id: row.pk for row in PersonScore.objects.all()}
    assert len(before) == 2
    did(story.person("Aïcha", nordhavn.source), nordhavn, "web.visit", 40)
    with clock.pretend(NOON), CaptureQueriesContext(connection) as asked:
        rescore.rescore([nordhavn.pk])
    after = {row.person_id: row.pk for row in PersonScore.objects.all()}
    assert before.items() < after.items()
    assert sum(PersonScore.objects.values_list("tenths", flat=True)) == score_of(nordhavn)
    assert [sql for sql in written(asked) if sql.startswith("DELETE")] == []


def score_of(account):
    return AccountScore.objects.get(pk=account.pk).tenths


def test_whose_part_is_gone_has_no_row_any_more(nordhavn):
    with clock.pretend(NOON):
        rescore.rescore(None)
    with clock.pretend(NOON + timedelta(days=500)):
        rescore.rescore(None)
    assert not PersonScore.objects.exists()
    assert not ScoreDetail.objects.exists()
    assert score_of(nordhavn) == 0


def test_what_is_told_of_an_account_ends_with_it(nordhavn):
    with clock.pretend(NOON):
        rescore.rescore(None)
        Account.objects.update(gone_at=NOON)
        rescore.rescore(None)
    for table in (AccountScore, ScoreDetail, PersonScore):
        assert not table.objects.exists()


def test_a_zone_that_goes_back_a_day_makes_them_due(nordhavn):
    with clock.pretend(NOON + timedelta(days=1)):
        rescore.rescore(None)
    with clock.pretend(NOON):
        assert due.is_due()
        rescore.rescore(None)
    with clock.pretend(NOON + timedelta(days=1)):
        assert due.is_due()
