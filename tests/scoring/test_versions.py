"""A model is previewed, published and rolled back, and no page ever mixes two."""

from datetime import timedelta
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lorgnette.activities.models import DayCount
from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring import explain, publish, turn
from lorgnette.scoring.checks import ModelRefused, check
from lorgnette.scoring.definition import of_stored, stored
from lorgnette.scoring.explained import explained
from lorgnette.scoring.model import SHIPPED, Model, Role, Tally, daily, raw, score
from lorgnette.scoring.models import AccountScore, PersonScore, ScoreDetail, ScoreVersion
from lorgnette.scoring.preview import preview
from lorgnette.scoring.published import published
from lorgnette.scoring.rescore import rescore
from lorgnette.scoring.standings import raws
from lorgnette.scoring.tallies import of_accounts
from tests.scoring import story
from tests.scoring.models import TITLES, draft, models
from tests.scoring.story import NOON, TODAY
from tests.scoring.test_model import days_ago, tallies

VISITS = Model(weights={"web.visit": 9, "form.demo": 1}, half_life=7)


@pytest.fixture
def moving(db):
    """Nordhavn asked for a demonstration, Ahlmann visits often: which leads is the model's say."""
    source = story.source()
    accounts = [story.account(name, source) for name in ("Nordhavn", "Ahlmann", "Quiet")]
    ingrid, mikkel = (story.person(name, source) for name in ("Ingrid", "Mikkel"))
    story.did(ingrid, accounts[0], "form.demo", days_ago=3)
    story.did(mikkel, accounts[1], "web.visit", days_ago=2, times=4)
    with clock.pretend(NOON):
        rescore(None)
        yield accounts


def scores() -> dict[str, int]:
    return dict(AccountScore.objects.values_list("account__name", "tenths"))


def whole() -> list[object]:
    """All that is stored of scores but the number of the version."""
    tables = (AccountScore, "account"), (ScoreDetail, "score"), (PersonScore, "person")
    rows = [list(table.objects.order_by(key).values()) for table, key in tables]
    left_out = ("version", "id")
    return [[{k: v for k, v in row.items() if k not in left_out} for row in of] for of in rows]


def bring_in() -> None:
    while turn.go_on():
        pass


@settings(deadline=None)
@given(tallies, models)
def test_whatever_the_model_says_the_shares_sum_to_the_score(rows, model):
    rows = [row._replace(factor=model.once) for row in rows]
    found = explained(rows, TODAY, model=model)
    assert found.tenths == score(rows, TODAY, model)
    assert sum(share.tenths for share in found.types) == found.tenths
    assert sum(share.tenths for share in found.persons) == found.tenths
    assert sum(move.tenths for move in found.moves) == found.change


@settings(deadline=None, max_examples=30)
@given(tallies, models)
def test_each_day_of_the_history_is_the_score_of_that_day_under_any_model(rows, model):
    rows = [row._replace(factor=model.once) for row in rows]
    days = [score(rows, days_ago(n), model) for n in reversed(range(91))]
    assert daily(rows, TODAY, model) == days


def test_more_points_than_a_lane_holds_are_summed_all_the_same():
    model = Model(weights={"web.visit": 100}, mode="sum", roles=(Role("director", 500),))
    rows = [Tally(n, "web.visit", days_ago(n % 60), 9_000, 500) for n in range(100)]
    assert daily(rows, TODAY, model)[-1] == score(rows, TODAY, model) == 100 * 500_000 * 10


@given(models)
def test_a_version_gives_back_the_model_that_was_put_into_it(model):
    assert of_stored(stored(model)) == model


class OverAllAccounts(TestCase):
    """On the database: hypothesis takes each history back."""

    @settings(max_examples=20, deadline=None)
    @given(tallies, tallies, models, st.permutations(TITLES))
    def test_the_preview_tells_the_ranks_that_publishing_gives(self, some, others, model, titles):
        accounts = _accounts_of([some, others], titles)
        with clock.pretend(NOON):
            rescore(None)
            found = {place.name: place for place in preview(model).leaders_after}
            publish.publish(SYSTEM, draft(model), seen=1)
            turn.go_on()
            order = list(AccountScore.objects.order_by("-tenths", "account").select_related())
            shown = {row.account.name: row.tenths for row in order}
            assert {name: place.after for name, place in found.items()} == shown
            assert [row.account.name for row in order] == list(found)
            quick = list(AccountScore.objects.order_by("pk").values_list("pk", "tenths", "change"))
            bring_in()
            rows = AccountScore.objects.order_by("pk").values_list("pk", "tenths", "change")
            assert list(rows) == quick
            told = explain.explanation(accounts[0].pk, 9)
            assert sum(share.tenths for share in told.types) == told.tenths
        for account in accounts:
            of = of_accounts([account.pk], TODAY, model=model).get(account.pk, [])
            assert raws(model, [TODAY]).get(account.pk, (0,)) == (raw(of, TODAY, model),)


def _accounts_of(histories, titles):
    source = story.source()
    accounts = [story.account(f"Account {n}", source) for n in range(len(histories))]
    people = {}
    for n in sorted({row.person for rows in histories for row in rows}):
        people[n] = story.person(f"Person {n}", source)
        story.Person.objects.filter(pk=people[n].pk).update(title=titles[n % len(titles)])
    DayCount.objects.bulk_create(
        DayCount(account=account, person=people[row.person], type=row.type, day=row.day, count=n)
        for account, rows in zip(accounts, histories, strict=True)
        for row, n in ((row, row.times) for row in rows)
    )
    return accounts


def test_a_published_version_changes_the_ranks_and_says_which_it_is(moving):
    assert scores()["Nordhavn"] > scores()["Ahlmann"]
    number = publish.publish(SYSTEM, draft(VISITS), seen=1)
    assert published().is_building
    bring_in()
    assert scores()["Nordhavn"] < scores()["Ahlmann"]
    for table in (AccountScore, ScoreDetail):
        assert set(table.objects.values_list("version", flat=True)) == {number}
    said = published()
    assert (said.number, said.is_building, said.explained) == (2, False, None)
    assert [line.state for line in said.versions] == ["live", "old"]


def test_the_preview_tells_who_rises_and_who_falls(moving):
    found = preview(VISITS)
    assert (found.scored, found.moved) == (2, 2)
    assert [(one.name, one.rank_before, one.rank_after) for one in found.risers] == [
        ("Ahlmann", 2, 1)
    ]
    assert [(one.name, one.rank_before, one.rank_after) for one in found.fallers] == [
        ("Nordhavn", 1, 2)
    ]
    assert [one.name for one in found.leaders_before] == ["Nordhavn", "Ahlmann", "Quiet"]


def test_the_model_in_use_moves_nobody(moving):
    assert preview(SHIPPED).moved == 0


def test_rolling_back_restores_every_number(moving):
    before = whole()
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    bring_in()
    assert whole() != before
    assert publish.roll_back(SYSTEM, 1) == 3
    bring_in()
    assert whole() == before
    assert published().draft.model == SHIPPED


def test_a_worker_that_dies_while_scores_are_brought_in_leaves_the_version_before(moving):
    before = whole()
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    with (
        mock.patch.object(turn, "_lines", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        turn.go_on()
    assert whole() == before
    bring_in()
    assert scores()["Nordhavn"] < scores()["Ahlmann"]


def test_one_that_dies_among_the_explanations_goes_on_and_pages_are_whole(moving, monkeypatch):
    monkeypatch.setattr(turn, "CHUNK", 1)
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    turn.go_on()
    turn.go_on()
    versions = ScoreDetail.objects.order_by("score").values_list("version", flat=True)
    assert list(versions) == [2, 1]
    assert (published().explained, published().accounts) == (1, 3)
    for account in moving:
        told = explain.explanation(account.pk, 9)
        assert told.tenths == scores()[account.name]
        assert sum(share.tenths for share in told.types) == told.tenths
        assert sum(share.tenths for share in told.persons) == told.tenths
    bring_in()
    assert set(ScoreDetail.objects.values_list("version", flat=True)) == {2}


def test_an_account_scored_while_ranks_are_computed_is_scored_once_more(moving):
    nordhavn = moving[0]
    publish.publish(SYSTEM, draft(VISITS), seen=1)

    def meanwhile(*given):
        found = raws(*given)
        AccountScore.objects.filter(pk=nordhavn.pk).update(tenths=999)
        return found

    with mock.patch.object(turn, "raws", meanwhile):
        turn.go_on()
    assert turn.touched.waiting(10).account_ids == [nordhavn.pk]


def test_a_newer_version_takes_the_place_of_one_that_is_not_in_yet(moving):
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    publish.publish(SYSTEM, draft(SHIPPED), seen=2)
    bring_in()
    states = ScoreVersion.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["old", "old", "live"]


def test_who_edited_an_older_version_is_told(moving):
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    with pytest.raises(publish.ScoreChangedMeanwhile):
        publish.publish(SYSTEM, draft(VISITS), seen=1)
    with pytest.raises(publish.ScoreVersionMissing):
        publish.roll_back(SYSTEM, 9)


def test_each_is_in_the_audit_trail(moving):
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    publish.roll_back(SYSTEM, 1)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["scoring.model_published", "scoring.model_rolled_back"]


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Model(weights={"web.visit": 0}), ["weights"]),
        (Model(half_life=0), ["half_life"]),
        (Model(day_cap=0, person_cap=-1), ["day_cap", "person_cap"]),
        (Model(weights={"web.visit": 101}), ["weight_web.visit"]),
        (Model(scale=10**9, mode="magic"), ["mode", "scale"]),
        (Model(roles=(Role("", 501),)), ["role_0_word", "role_0_times"]),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(model, fields):
    with pytest.raises(ModelRefused) as refused:
        check(draft(model))
    assert list(refused.value.faults) == fields


def test_a_model_without_a_name_is_refused():
    with pytest.raises(ModelRefused) as refused:
        check(draft(SHIPPED, " "))
    assert list(refused.value.faults) == ["name_en", "name_fr"]


def test_a_title_counts_by_its_first_role_that_fits(moving):
    story.Person.objects.filter(name="Mikkel").update(title="Managing Director")
    roles = (Role("director", 300), Role("managing", 0))
    found = preview(Model(roles=roles))
    assert [one.name for one in found.leaders_after][:2] == ["Nordhavn", "Ahlmann"]
    assert found.leaders_after[1].after > scores()["Ahlmann"]
    later = TODAY + timedelta(days=1)
    assert raws(Model(roles=roles), [TODAY, later]).keys() == {one.pk for one in moving[:2]}
