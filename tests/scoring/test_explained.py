"""Whatever happened, what is stored is what would be computed, and all of it adds up."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lorgnette.activities.models import DayCount
from lorgnette.directory.bulk import insert
from lorgnette.kernel import clock
from lorgnette.scoring import explain, told
from lorgnette.scoring.explained import explained
from lorgnette.scoring.history import highest
from lorgnette.scoring.model import Tally, scored
from lorgnette.scoring.models import AccountScore, PersonScore, ScoreDetail
from lorgnette.scoring.rescore import rescore
from lorgnette.scoring.tallies import of_accounts
from tests.scoring import story
from tests.scoring.story import NOON, TODAY
from tests.scoring.test_model import INGRID, MIKKEL, days_ago, tallies

PEOPLE = 10_000


@given(tallies)
def test_all_that_is_told_adds_up(rows):
    found, score = explained(rows, TODAY), scored(rows, TODAY)
    assert (found.tenths, found.change) == (score.tenths, score.change)
    assert list(found.days) == score.days
    assert found.highest == highest(score.days, TODAY)
    assert sum(share.tenths for share in found.types) == found.tenths
    assert sum(share.tenths for share in found.persons) == found.tenths
    assert sum(move.tenths for move in found.moves) == found.change
    assert all(share.tenths > 0 for share in (*found.types, *found.persons))


@given(tallies, st.integers(0, 1000), st.integers(-1000, 1000))
def test_a_score_that_is_shown_already_is_what_the_shares_sum_to(rows, tenths, change):
    found = explained(rows, TODAY, (tenths, change))
    for shares, total in (
        (found.types, tenths),
        (found.persons, tenths),
        (found.moves, change),
    ):
        assert sum(share.tenths for share in shares) in (total, 0)


@given(tallies)
def test_a_row_gives_back_what_was_put_into_it(rows):
    found = explained(rows, TODAY)
    row = told.as_row(1, found)
    assert told.types(row.types) == found.types
    assert told.moves(row.moves) == found.moves
    assert told.weeks(row.weeks) == found.weeks


def test_the_weeks_tell_what_happened_whatever_it_weighs():
    rows = [
        Tally(INGRID, "email.open", days_ago(0), 3),
        Tally(INGRID, "web.visit", days_ago(1), 1),  # Monday
        Tally(MIKKEL, "web.visit", days_ago(2), 2),  # Sunday
        Tally(MIKKEL, "web.visit", days_ago(85), 1),  # the first Monday
        Tally(MIKKEL, "web.visit", days_ago(86), 9),
    ]
    weeks = explained(rows, TODAY).weeks
    assert [(week.activities, week.people) for week in weeks[-2:]] == [(2, 1), (4, 1)]
    assert (weeks[0].activities, sum(week.activities for week in weeks)) == (1, 7)


class WhatIsStored(TestCase):
    """On the database: hypothesis takes each history back."""

    @settings(max_examples=25, deadline=None)
    @given(tallies, st.integers(0, 8))
    def test_is_what_would_be_computed_after_any_sequence_of_days(self, rows, later):
        account, people = _account_of(rows)
        for day in (0, later):
            with clock.pretend(NOON + timedelta(days=day)):
                rescore(None)
        today = TODAY + timedelta(days=later)
        fresh = explained(of_accounts([account.pk], today).get(account.pk, ()), today)
        with clock.pretend(NOON + timedelta(days=later)):
            stored = explain.explanation(account.pk, len(people))
        assert (stored.tenths, stored.change, stored.day) == (fresh.tenths, fresh.change, today)
        assert (stored.types, stored.moves, stored.persons) == (
            fresh.types,
            fresh.moves,
            fresh.persons,
        )
        assert stored.days == fresh.days
        assert stored.weeks == fresh.weeks or not any(fresh.days)
        assert PersonScore.objects.count() == len(fresh.persons)
        assert AccountScore.objects.get().weeks == list(fresh.highest)


def _account_of(rows):
    source = story.source()
    account = story.account("Nordhavn", source)
    people = {n: story.person(f"Person {n}", source) for n in {row.person for row in rows}}
    DayCount.objects.bulk_create(
        DayCount(account=account, person=people[row.person], type=row.type, day=day, count=n)
        for row, day, n in ((row, row.day, row.times) for row in rows)
    )
    return account, people


@pytest.mark.django_db
def test_an_account_of_ten_thousand_people_is_told_in_a_bounded_page(django_assert_num_queries):
    source = story.source()
    account = story.account("Administration of the Republic", source)
    columns = ("source_id", "external_id", "name", "sort_key")
    insert(story.Person, columns, ((source.pk, str(n), str(n), str(n)) for n in range(PEOPLE)))
    people = story.Person.objects.order_by("pk").values_list("pk", flat=True)
    kinds = ("web.visit", "web.pricing", "form.demo")
    insert(
        DayCount,
        ("account_id", "person_id", "type", "day", "count"),
        (
            (account.pk, pk, kinds[n % 3], days_ago(n % 80), n % 4 + 1)
            for n, pk in enumerate(people)
        ),
    )
    with clock.pretend(NOON):
        rescore([account.pk])
    with django_assert_num_queries(2):
        found = explain.explanation(account.pk, 7)
    assert found.tenths == AccountScore.objects.get().tenths == 1000
    assert len(found.persons) == 7
    # Their parts sum to the score: no more can have a tenth of it.
    assert found.people == PersonScore.objects.count() <= 1000
    parts = PersonScore.objects.values_list("person", "tenths")
    assert sum(tenths for _person, tenths in parts) == 1000
    assert Counter(dict(parts)).most_common(1)[0][1] == found.persons[0].tenths
    detail = ScoreDetail.objects.get()
    assert sum(activities for activities, _people in detail.weeks) == sum(
        n % 4 + 1 for n in range(PEOPLE)
    )
