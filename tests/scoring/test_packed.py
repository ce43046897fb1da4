"""All accounts are weighed at once from what is packed, and come out as the formula says."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lorgnette.kernel import clock
from lorgnette.scoring import at_once, model, packed, standings
from lorgnette.scoring.model import SHIPPED, Model, Role, Tally
from lorgnette.scoring.models import AccountDays, ScoredDay
from lorgnette.scoring.rescore import rescore
from tests.scoring import story
from tests.scoring.models import TITLES, models
from tests.scoring.story import NOON, TODAY
from tests.scoring.test_model import days_ago, tallies
from tests.scoring.test_versions import _accounts_of


@settings(deadline=None)
@given(tallies, models, st.integers(-3, 400))
def test_what_is_packed_weighs_what_it_weighed(rows, by, ago):
    rows = [row._replace(factor=by.once) for row in rows]
    value, day = packed.pack(rows), days_ago(ago)
    found = packed.raw(value, packed.worths(by, day), by, {}) if value else 0
    assert found == model.raw(rows, day, by)


def test_more_than_any_model_counts_and_ids_of_any_size_are_packed():
    by = Model(weights={"web.visit": 1}, mode="sum")
    rows = [Tally(2**40 + 7, "web.visit", TODAY, 70_000), Tally(3, "unheard.of", TODAY, 2)]
    value = packed.pack(rows)
    assert [person for person, _entries in packed.people(value)] == [2**40 + 7]
    assert packed.raw(value, packed.worths(by, TODAY), by, {}) == model.raw(rows, TODAY, by)
    assert packed.pack(rows[1:]) == packed.pack([]) == b""


class OverAllAccounts(TestCase):
    """On the database: hypothesis takes each history back."""

    @settings(max_examples=20, deadline=None)
    @given(tallies, tallies, models, st.permutations(TITLES))
    def test_both_ways_to_weigh_all_accounts_agree(self, some, others, by, titles):
        _accounts_of([some, others], titles)
        with clock.pretend(NOON):
            rescore(None)
        days = [TODAY, TODAY - timedelta(days=7)]
        slow = standings.raws(by, days)
        quick = {pk: found for pk, found in at_once.raws(by, days).items() if any(found)}
        assert quick == {pk: found for pk, found in slow.items() if any(found)}


@pytest.fixture
def account(db):
    source = story.source()
    account = story.account("Nordhavn", source)
    ingrid = story.person("Ingrid", source)
    story.Person.objects.filter(pk=ingrid.pk).update(title="Managing Director")
    story.did(ingrid, account, "form.demo", days_ago=3)
    with clock.pretend(NOON):
        rescore(None)
        yield account


def test_a_title_counts_as_it_is_now(account):
    by = Model(roles=(Role("director", 300),))
    assert at_once.raws(by, [TODAY]) == standings.raws(by, [TODAY])
    story.Person.objects.update(title="")
    assert at_once.raws(by, [TODAY]) == standings.raws(by, [TODAY])


@pytest.mark.parametrize("lack", ["book", "day", "rows"])
def test_what_is_not_packed_is_summed_by_the_database(account, lack):
    whole = standings.raws(SHIPPED, [TODAY])
    if lack == "book":
        AccountDays.objects.update(book=1, packed=b"strange")
    elif lack == "day":
        ScoredDay.objects.all().delete()
        AccountDays.objects.update(packed=b"strange")
    else:
        AccountDays.objects.all().delete()
    assert at_once.raws(SHIPPED, [TODAY]) == whole


def test_it_is_written_where_it_changed_and_goes_with_the_last_activity(account):
    before = AccountDays.objects.get()
    with clock.pretend(NOON):
        rescore([account.pk])
    assert AccountDays.objects.get().packed == before.packed
    story.did(story.Person.objects.get(), account, "web.visit", days_ago=0)
    with clock.pretend(NOON):
        rescore([account.pk])
    assert len(AccountDays.objects.get().packed) == len(before.packed) + 4
    story.DayCount.objects.all().delete()
    with clock.pretend(NOON):
        rescore([account.pk])
    assert not AccountDays.objects.exists()
