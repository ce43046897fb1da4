"""Up to five scores side by side: each follows what happens by its own model."""

from datetime import timedelta
from unittest import mock

import pytest

from lorgnette.activities import touched
from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.scoring import explain, further, present, publish, turn
from lorgnette.scoring.apart import apart
from lorgnette.scoring.checks import ModelRefused
from lorgnette.scoring.follow import follow
from lorgnette.scoring.model import SHIPPED, Model, Role
from lorgnette.scoring.models import (
    AccountScore,
    FurtherScore,
    PersonScore,
    ScoreDetail,
    ScoreModel,
    ScoreVersion,
)
from lorgnette.scoring.preview import preview
from lorgnette.scoring.published import published
from lorgnette.scoring.rescore import rescore
from lorgnette.scoring.scores import primary
from lorgnette.scoring.scores.add import NewScore, add
from lorgnette.scoring.scores.listed import listed_scores
from lorgnette.scoring.scores.move import move
from lorgnette.scoring.scores.primary import ScoreNotReady, make_primary
from lorgnette.scoring.scores.rename import rename
from lorgnette.scoring.scores.retire import PrimaryStays, bring_back, retire
from lorgnette.scoring.scores.rows import PRIMARY, ScoreMissing, TooManyScores
from lorgnette.scoring.scores.shown import further_of, scores
from lorgnette.scoring.versions import live, lives, mark_of, model_of
from tests.scoring import story
from tests.scoring.models import draft
from tests.scoring.story import NOON, TODAY

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


def bring_in() -> None:
    while turn.go_on():
        pass


def visits(name: str = "Visits") -> str:
    """A score by visits alone, computed."""
    ref = add(SYSTEM, NewScore(name_en=name, name_fr=name))
    publish.publish(SYSTEM, draft(VISITS, name), seen=1, ref=ref)
    bring_in()
    return ref


def id_of(ref: str) -> int:
    return ScoreModel.objects.get(public_id=ref).pk


def of_primary() -> dict[str, int]:
    return dict(AccountScore.objects.values_list("account__name", "tenths"))


def of(ref: str) -> dict[str, int]:
    rows = FurtherScore.objects.filter(model=id_of(ref))
    return dict(rows.values_list("account__name", "tenths"))


def told() -> list[object]:
    """All that is stored of the primary score but which version it is of."""
    tables = (AccountScore, "account"), (ScoreDetail, "score"), (PersonScore, "person")
    rows = [list(table.objects.order_by(key).values()) for table, key in tables]
    left_out = ("version", "id")
    return [[{k: v for k, v in row.items() if k not in left_out} for row in one] for one in rows]


def test_each_score_ranks_by_its_own_model(moving):
    before = told()
    ref = visits()
    assert of_primary()["Nordhavn"] > of_primary()["Ahlmann"]
    assert of(ref)["Nordhavn"] < of(ref)["Ahlmann"]
    assert of(ref)["Quiet"] == 0
    assert told() == before


def test_a_further_score_tells_the_numbers_that_the_primary_would(moving):
    ref = visits()
    rows = FurtherScore.objects.filter(model=id_of(ref)).order_by("account")
    columns = ("account", "day", "tenths", "change", "weeks")
    beside = list(rows.values_list(*columns))
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    bring_in()
    assert list(AccountScore.objects.order_by("account").values_list(*columns)) == beside


def test_every_score_follows_what_happens(moving):
    ref, before = visits(), of_primary()["Nordhavn"]
    story.did(story.person("Aino", story.source()), moving[0], "web.visit", days_ago=0, times=5)
    touched.mark([moving[0].pk])
    assert of(ref)["Nordhavn"] < of(ref)["Ahlmann"]
    follow()
    assert of(ref)["Nordhavn"] > of(ref)["Ahlmann"]
    assert of_primary()["Nordhavn"] > before


def test_every_score_turns_with_the_day(moving):
    ref = visits()
    before = of(ref)["Ahlmann"]
    with clock.pretend(NOON + timedelta(days=7)):
        rescore(None)
    assert of(ref)["Ahlmann"] < before
    moved = FurtherScore.objects.filter(model=id_of(ref)).exclude(tenths=0)
    assert set(moved.values_list("day", flat=True)) == {TODAY + timedelta(days=7)}


def test_an_account_that_is_new_has_every_score_and_one_that_is_gone_has_none(moving):
    ref = visits()
    account = story.account("Newest", moving[0].source)
    present.begin([account.pk])
    assert of(ref)["Newest"] == 0
    story.Account.objects.filter(pk=account.pk).update(gone_at=NOON)
    present.end_gone()
    assert "Newest" not in of(ref)


def test_the_shares_of_a_further_score_sum_to_it(moving):
    ref = visits()
    for account in moving:
        found = apart(account.pk, "week", id_of(ref))
        assert found.tenths == of(ref)[account.name]
        for shares in (found.types, found.persons, found.days):
            assert sum(share.tenths for share in shares) == found.tenths
    why = further.moved(id_of(ref), [account.pk for account in moving])
    assert why[moving[1].pk].change == sum(move.tenths for move in why[moving[1].pk].moves) > 0
    weeks = FurtherScore.objects.get(model=id_of(ref), account=moving[1].pk).weeks
    assert list(why[moving[1].pk].weeks) == weeks


def test_the_preview_of_a_score_is_beside_its_own_ranks(moving):
    ref = visits()
    assert preview(VISITS, ref).moved == 0
    assert preview(SHIPPED, ref).moved == 2
    with pytest.raises(ScoreMissing):
        preview(SHIPPED, "nobody")


def test_a_score_of_another_model_with_roles_is_beside_one_without(moving):
    story.Person.objects.filter(name="Mikkel").update(title="Managing Director")
    ref = visits()
    roles = (Role("director", 0),)
    publish.publish(SYSTEM, draft(Model(roles=roles)), seen=2, ref=ref)
    bring_in()
    rescore([moving[1].pk])
    assert of(ref)["Ahlmann"] == 0
    assert of_primary()["Ahlmann"] > 0


def test_another_score_becomes_the_primary_one_and_back_with_every_number(moving):
    ref, before = visits(), told()
    beside, stood = of(ref), of_primary()
    make_primary(SYSTEM, ref)
    bring_in()
    assert of_primary() == beside
    assert live().mark == mark_of(id_of(ref), 2)
    old = ScoreModel.objects.exclude(public_id=ref).get().public_id
    assert of(old) == stood
    for account in moving:
        found = explain.explanation(account.pk, 9)
        assert found.tenths == beside[account.name]
        assert sum(share.tenths for share in found.persons) == found.tenths
    assert set(ScoreDetail.objects.values_list("version", flat=True)) == {live().mark}
    make_primary(SYSTEM, old)
    bring_in()
    assert told() == before
    assert of(ref) == beside


def test_right_after_the_change_each_page_tells_the_new_score(moving):
    """What explains it follows: until then it is computed."""
    ref = visits()
    beside = of(ref)
    make_primary(SYSTEM, ref)
    assert primary.go_on()
    for account in moving:
        found = explain.explanation(account.pk, 9)
        assert found.tenths == beside[account.name]
        assert sum(share.tenths for share in found.types) == found.tenths


def test_a_worker_that_dies_while_the_primary_changes_leaves_the_one_before(moving):
    ref, before = visits(), told()
    beside = of(ref)
    make_primary(SYSTEM, ref)
    with (
        mock.patch.object(primary.stirred, "note", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        turn.go_on()
    assert told() == before
    assert of(ref) == beside
    bring_in()
    assert of_primary() == beside


def test_an_account_that_lacks_the_new_primary_score_is_scored_once_more(moving):
    ref = visits()
    beside = of(ref)
    FurtherScore.objects.filter(model=id_of(ref), account=moving[1].pk).delete()
    make_primary(SYSTEM, ref)
    primary.go_on()
    assert touched.waiting(10).account_ids == [moving[1].pk]
    follow()
    assert of_primary() == beside


def test_one_that_is_still_computed_does_not_become_primary(moving):
    ref = add(SYSTEM, NewScore(name_en="New", name_fr="Nouveau"))
    with pytest.raises(ScoreNotReady):
        make_primary(SYSTEM, ref)
    assert [one.ref for one in scores()] == [scores()[0].ref]


def test_the_primary_score_has_versions_whichever_it_is(moving):
    """A version of the same number of another score is not taken for it."""
    ref = visits()
    make_primary(SYSTEM, ref)
    bring_in()
    beside = of_primary()
    publish.publish(SYSTEM, draft(SHIPPED), seen=2)
    bring_in()
    assert of_primary() != beside
    publish.roll_back(SYSTEM, 2)
    bring_in()
    assert of_primary() == beside
    assert model_of(mark_of(id_of(ref), 2)) == VISITS


def test_scores_stand_in_their_order_and_are_named(moving):
    ref = visits()
    first = listed_scores().used[0].ref
    move(SYSTEM, ref, up=True)
    assert [one.ref for one in scores()] == [ref, first]
    move(SYSTEM, ref, up=True)
    rename(SYSTEM, ref, name_en="Fit", name_fr="Profil")
    found = further_of(scores(), ref)
    assert (found.name_en, found.name_fr) == ("Fit", "Profil")
    assert further_of(scores(), first) is further_of(scores(), "") is None
    publish.publish(SYSTEM, draft(SHIPPED, "Third"), seen=2, ref=ref)
    assert published(ref).draft.name_en == "Third"
    with pytest.raises(ModelRefused):
        rename(SYSTEM, ref, name_en=" ", name_fr="x" * 101)


def test_a_retired_score_takes_no_more_time_and_comes_back_with_every_number(moving):
    ref = visits()
    before = of(ref)
    retire(SYSTEM, ref)
    assert [one.is_primary for one in lives()] == [True]
    bring_in()
    assert of(ref) == {}
    assert [one.ref for one in listed_scores().retired] == [ref]
    with pytest.raises(ScoreMissing):
        publish.publish(SYSTEM, draft(SHIPPED), seen=2, ref=ref)
    bring_back(SYSTEM, ref)
    bring_in()
    assert of(ref) == before


def test_the_primary_score_is_not_retired(moving):
    ref = visits()
    with pytest.raises(PrimaryStays):
        retire(SYSTEM, PRIMARY)
    make_primary(SYSTEM, ref)
    with pytest.raises(PrimaryStays):
        retire(SYSTEM, ref)


def test_there_are_five_scores_at_most(moving):
    refs = [add(SYSTEM, NewScore(name_en=n, name_fr=n)) for n in ("B", "C", "D", "E")]
    with pytest.raises(TooManyScores):
        add(SYSTEM, NewScore(name_en="F", name_fr="F"))
    retire(SYSTEM, refs[0])
    add(SYSTEM, NewScore(name_en="F", name_fr="F", like=refs[1]))
    with pytest.raises(TooManyScores):
        bring_back(SYSTEM, refs[0])


def test_what_makes_no_sense_is_refused_for_each_score(moving):
    ref = visits()
    for model in (Model(weights={"web.visit": 0}), Model(half_life=0)):
        with pytest.raises(ModelRefused):
            publish.publish(SYSTEM, draft(model), seen=2, ref=ref)
        with pytest.raises(ModelRefused):
            preview(model, ref)
    with pytest.raises(ModelRefused):
        add(SYSTEM, NewScore(name_en="", name_fr="x"))
    with pytest.raises(ScoreMissing):
        add(SYSTEM, NewScore(name_en="x", name_fr="x", like="nobody"))


def test_a_version_that_waits_is_not_taken_for_that_of_another_score(moving):
    ref = add(SYSTEM, NewScore(name_en="B", name_fr="B"))
    publish.publish(SYSTEM, draft(VISITS), seen=1)
    states = ScoreVersion.objects.order_by("model", "number").values_list("state", flat=True)
    assert list(states) == ["live", "building", "building"]
    turn.go_on()
    assert of_primary()["Nordhavn"] < of_primary()["Ahlmann"]
    assert of(ref) == {}
    bring_in()
    assert of(ref)["Nordhavn"] > of(ref)["Ahlmann"]


def test_an_account_scored_while_a_score_is_computed_is_scored_once_more(moving):
    """Even where its score stayed: what it did may weigh in the new one alone."""
    add(SYSTEM, NewScore(name_en="B", name_fr="B"))
    real = turn.raws

    def meanwhile(*given):
        found = real(*given)
        rescore([moving[0].pk])
        return found

    with mock.patch.object(turn, "raws", meanwhile):
        turn.go_on()
    assert moving[0].pk in touched.waiting(10).account_ids


def test_each_verb_is_in_the_audit_trail_and_tells_of_which_score(moving):
    ref = visits()
    move(SYSTEM, ref, up=True)
    rename(SYSTEM, ref, name_en="Fit", name_fr="Profil")
    make_primary(SYSTEM, ref)
    ScoreModel.objects.update(primary_asked_at=None)
    retire(SYSTEM, ref)
    bring_back(SYSTEM, ref)
    found = Entry.objects.order_by("pk").values_list("verb", "subject_ref")
    verbs = ["score_added", "model_published", "score_moved", "score_renamed", "primary_chosen"]
    verbs += ["score_retired", "score_brought_back"]
    assert list(found) == [(f"scoring.{verb}", ref) for verb in verbs]
