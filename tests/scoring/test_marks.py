"""Flames and stars: where their brackets begin, what keeps them near the scores, who moves them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring.marks import kept
from lorgnette.scoring.marks.checks import BracketsRefused, check
from lorgnette.scoring.marks.rules import (
    DYNAMIC,
    FIXED,
    NEVER,
    NOWHERE,
    SHIPPED,
    Rules,
    Scale,
    level,
    of_account,
    of_person,
    of_stored,
    place_of,
    stored,
)
from lorgnette.scoring.marks.save import BracketsChangedMeanwhile, foresee, save, saved
from lorgnette.scoring.models import AccountScore, Brackets, PersonScore
from lorgnette.scoring.rescore import rescore
from tests.scoring import story
from tests.scoring.story import NOON, TODAY

FIXED_SCALE = Scale(FIXED, (10, 25, 50), (20, 10, 5))


def crowd(scores):
    """Accounts of these scores and changes, in tenths, without any activity."""
    source = story.source()
    rows = [story.account(f"Account {n}", source) for n in range(len(scores))]
    AccountScore.objects.bulk_create(
        AccountScore(account=row, day=TODAY, tenths=tenths, change=change)
        for row, (tenths, change) in zip(rows, scores, strict=True)
    )
    return rows


def stars(foreseen):
    counted = foreseen.counts["account_relative"]
    return (counted.total, counted.three, counted.two, counted.one)


def test_as_many_marks_as_bounds_are_reached():
    assert [level(value, (30, 20, 10)) for value in (9, 10, 19, 20, 30, 99)] == [0, 1, 1, 2, 3, 3]
    assert level(50, (50, 50, 50)) == 3


@given(st.integers(1, 100), st.integers(0, 10_000))
def test_the_first_of_few_is_always_within_a_share(share, total):
    place = place_of(share, total)
    assert (place > 0) == (total > 0)
    assert place <= total
    assert 100 * (place - 1) < share * total or not total


@pytest.mark.django_db
def test_of_a_hundred_ten_have_three_stars_fifteen_two_and_twenty_five_one():
    crowd([(n, 0) for n in range(1, 101)] + [(0, 0)] * 50)
    found = foresee(SHIPPED)
    assert stars(found) == (100, 10, 15, 25)
    assert found.bounds.account_relative == (91, 76, 51)
    assert found.bounds.account_urgency == (NEVER, NEVER, NEVER)


@pytest.mark.django_db
def test_a_tie_goes_up_and_falls_are_no_urgency():
    crowd([(500, 100)] * 4 + [(500, 4), (500, -300)])
    found = foresee(SHIPPED)
    assert stars(found) == (6, 6, 0, 0)
    urgency = found.counts["account_urgency"]
    assert (urgency.total, urgency.three) == (4, 4)
    assert of_account(500, 4, found.bounds).urgency == 0


@pytest.mark.django_db
def test_fixed_points_do_not_follow_the_scores():
    crowd([(740, 0), (750, 0), (1000, 0)])
    fixed = Rules(account_relative=Scale(FIXED, (10, 25, 50), (75, 50, 25)))
    assert stars(foresee(fixed)) == (3, 2, 1, 0)


@pytest.mark.django_db
def test_people_are_compared_by_their_own_points():
    """Two who do the same have the same marks, however crowded their accounts are."""
    source = story.source()
    quiet, busy = story.account("Quiet", source), story.account("Busy", source)
    lone, one = story.person("Lone", source), story.person("One", source)
    story.did(lone, quiet, "form.demo", days_ago=1)
    story.did(one, busy, "form.demo", days_ago=1)
    for n in range(9):
        story.did(story.person(f"Other {n}", source), busy, "webinar.attend", days_ago=20)
    with clock.pretend(NOON):
        rescore(None)
        kept.refresh_due()
    bounds = kept.bounds()
    rows = {row.person_id: row for row in PersonScore.objects.all()}
    assert rows[lone.pk].tenths > rows[one.pk].tenths
    assert rows[lone.pk].points == rows[one.pk].points == rows[one.pk].change
    marks = of_person(rows[one.pk].points, rows[one.pk].change, bounds)
    assert (marks.urgency, marks.relative) == (3, 3)
    other = next(row for pk, row in rows.items() if pk not in (lone.pk, one.pk))
    assert other.change < 0
    assert of_person(other.points, other.change, bounds).urgency == 0


@pytest.mark.django_db
def test_bounds_are_found_once_and_anew_when_it_is_time():
    crowd([(500, 0)])
    with clock.pretend(NOON):
        assert kept.bounds() == NOWHERE
        assert kept.refresh_due()
        assert kept.bounds().account_relative == (500, 500, 500)
        assert not kept.refresh_due()
        AccountScore.objects.update(tenths=600)
        assert not kept.refresh_due()
    with clock.pretend(NOON + kept.AFTER):
        assert kept.refresh_due()
        assert kept.bounds().account_relative == (600, 600, 600)


@pytest.mark.django_db
def test_a_new_day_and_the_first_scores_do_not_wait():
    with clock.pretend(NOON):
        assert kept.refresh_due()
        assert not kept.refresh_due()
        crowd([(500, 0)])
        assert kept.refresh_due()
    with clock.pretend(NOON + timedelta(minutes=1)):
        rescore(None)
        assert kept.refresh_due()


@pytest.mark.django_db
def test_what_is_saved_is_shown_at_once_and_recorded_and_nobody_overwrites_another():
    crowd([(740, 0), (200, 0)])
    fixed = Rules(account_relative=Scale(FIXED, (10, 25, 50), (70, 50, 25)))
    with clock.pretend(NOON):
        save(SYSTEM, fixed, seen=0)
    assert kept.bounds().account_relative == (700, 500, 250)
    assert saved().rules == fixed
    entry = Entry.objects.get(verb="scoring.brackets_saved")
    assert entry.values["old"]["account_relative"]["mode"] == DYNAMIC
    assert entry.values["new"]["account_relative"]["points"] == [70, 50, 25]
    with pytest.raises(BracketsChangedMeanwhile):
        save(SYSTEM, SHIPPED, seen=0)
    assert saved().rules == fixed


@pytest.mark.django_db
def test_bounds_of_rules_that_were_replaced_meanwhile_are_thrown_away(monkeypatch):
    crowd([(740, 0)])
    found = kept.bounds_of

    def slow(rules):
        bounds = found(rules)
        save(SYSTEM, Rules(account_relative=FIXED_SCALE), seen=0)
        return bounds

    with clock.pretend(NOON):
        kept.refresh_due()
    Brackets.objects.update(computed_at=None)
    monkeypatch.setattr(kept, "bounds_of", slow)
    with clock.pretend(NOON):
        kept.refresh_due()
    assert kept.bounds().account_relative == (200, 100, 50)


@pytest.mark.parametrize(
    ("scale", "fields"),
    [
        (Scale("chance", (10, 25, 50), (3, 2, 1)), {"account_relative_mode"}),
        (Scale(DYNAMIC, (0, 25, 101), (3, 2, 1)), {"share_three", "share_one"}),
        (Scale(DYNAMIC, (30, 25, 50), (3, 2, 1)), {"share_two"}),
        (Scale(FIXED, (10, 25, 50), (3, 3, 4)), {"points_two", "points_one"}),
        (Scale(FIXED, (10, 25, 50), (-1, 2, 1)), {"points_three"}),
    ],
)
def test_rules_that_make_no_sense_are_refused_beside_their_fields(scale, fields):
    with pytest.raises(BracketsRefused) as refused:
        check(Rules(account_relative=scale))
    told = {name.removeprefix("account_relative_") for name in refused.value.faults}
    assert told == {name.removeprefix("account_relative_") for name in fields}


def test_shares_may_be_equal_and_rules_outlive_being_stored():
    rules = Rules(person_urgency=Scale(DYNAMIC, (10, 10, 100), (3, 2, 1)))
    check(rules)
    assert of_stored(stored(rules)) == rules
    assert of_stored({}) == SHIPPED
