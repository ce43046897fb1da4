"""A parent with its subsidiaries: one score, its shares exact, only of what the viewer sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorgnette.accounts.families import family_ids
from lorgnette.accounts.models import Account
from lorgnette.insight.family import PAGE_SIZE, family, size_of
from lorgnette.insight.ranking import ranked
from lorgnette.scoring.family import Under, points_of, together
from lorgnette.scoring.model import SHIPPED, SUM, Model
from lorgnette.scoring.models import AccountScore, ScoreDetail
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


def child(name, parent, owner, **more):
    return estate.account(name, owner, parent_external_id=parent.external_id, **more)


@pytest.fixture
def nordhavn(dafydd):
    """With two subsidiaries, one of which has one of its own; Foreign is Ana's."""
    parent = estate.account("Nordhavn", dafydd)
    sweden = child("Nordhavn Sverige", parent, dafydd)
    child("Nordhavn Foreign", parent, estate.seller("Ana"))
    cold = child("Nordhavn Cold Chain", sweden, dafydd)
    for n, row in enumerate((parent, sweden, cold)):
        estate.did(estate.person(row, f"Somebody of {row.name}"), "form.demo", days_ago=n * 5)
        estate.deal(row, 100_00)
    estate.score_everything()
    return parent


def test_the_score_is_the_curve_over_all_and_its_shares_sum_to_it(nordhavn, dafydd):
    seen = family(estate.viewer(dafydd), nordhavn.public_id)
    own = AccountScore.objects.get(pk=nordhavn.pk)
    assert seen.total == 3
    assert seen.score > own.tenths
    assert sum(one.share for one in seen.accounts.rows) == seen.score
    assert seen.rest == 0
    assert [one.is_parent for one in seen.accounts.rows] == [True, False, False]
    assert (seen.pipeline.deals, seen.pipeline.amounts[0].minor) == (3, 300_00)
    assert {one.account_name for one in seen.bets} <= {one.name for one in seen.accounts.rows}


def test_a_family_of_one_scores_as_that_one(nordhavn, dafydd):
    lone = Account.objects.get(name="Nordhavn Cold Chain")
    seen = family(estate.viewer(dafydd), lone.public_id)
    own = AccountScore.objects.get(pk=lone.pk)
    assert (seen.total, seen.score, seen.change) == (1, own.tenths, own.change)
    assert size_of(estate.viewer(dafydd), lone.pk) == 1


def test_what_the_viewer_does_not_see_does_not_count(nordhavn, dafydd):
    foreign = Account.objects.get(name="Nordhavn Foreign")
    assert size_of(estate.viewer(dafydd), nordhavn.pk) == 3
    assert size_of(estate.viewer(scope="all"), nordhavn.pk) == 4
    assert family(estate.viewer(dafydd), foreign.public_id) is None
    rows = {row.name: row.children for row in ranked(estate.viewer(dafydd)).rows}
    assert (rows["Nordhavn"], rows["Nordhavn Cold Chain"]) == (1, 0)


def test_circles_end(nordhavn):
    cold = Account.objects.get(name="Nordhavn Cold Chain")
    Account.objects.filter(pk=nordhavn.pk).update(parent_external_id=cold.external_id)
    ids = family_ids(nordhavn.pk)
    assert ids[0] == nordhavn.pk
    assert sorted(ids) == sorted(family_ids(cold.pk))
    assert len(ids) == 4


def test_gone_subsidiaries_are_no_family(nordhavn):
    Account.objects.filter(name="Nordhavn Sverige").update(gone_at=estate.NOW)
    assert len(family_ids(nordhavn.pk)) == 2


def test_without_its_explanation_a_score_is_turned_back(nordhavn, dafydd):
    exact = family(estate.viewer(dafydd), nordhavn.public_id)
    ScoreDetail.objects.update(raw=None)
    near = family(estate.viewer(dafydd), nordhavn.public_id)
    assert abs(near.score - exact.score) <= 2
    assert sum(one.share for one in near.accounts.rows) == near.score


def test_a_large_family_comes_in_pages_that_hold_each_once(dafydd):
    parent = estate.account("Nordhavn", dafydd)
    estate.did(estate.person(parent, "Ingrid"), "form.demo")
    for n in range(PAGE_SIZE + 10):
        row = child(f"Child {n}", parent, dafydd)
        if n < 3:
            estate.did(estate.person(row, f"Person {n}"), "web.pricing", times=n + 1)
    estate.score_everything()
    viewer = estate.viewer(dafydd)
    first = family(viewer, parent.public_id)
    second = family(viewer, parent.public_id, first.accounts.next)
    refs = [one.ref for page in (first, second) for one in page.accounts.rows]
    assert len(refs) == len(set(refs)) == first.total == PAGE_SIZE + 11
    for page in (first, second):
        assert sum(one.share for one in page.accounts.rows) + page.rest == page.score
    assert not second.accounts.next
    back = family(viewer, parent.public_id, second.accounts.previous)
    assert [one.ref for one in back.accounts.rows] == [one.ref for one in first.accounts.rows]
    assert not family(viewer, parent.public_id, "forged").accounts.previous


POINTS = st.lists(st.floats(0, 1e4), min_size=1, max_size=40)


@given(POINTS, st.sampled_from([SHIPPED, Model(mode=SUM)]))
def test_shares_of_any_family_sum_exactly_to_its_score(points, model):
    found = together([Under(n, now, now / 2) for n, now in enumerate(points)], model)
    assert sum(found.shares.values()) == found.tenths
    assert min(found.shares.values()) >= 0
    alone = [together([Under(n, now, 0.0)], model).tenths for n, now in enumerate(points)]
    assert found.tenths >= max(alone)


@given(st.integers(0, 999))
def test_a_score_turned_back_and_forth_is_the_same(tenths):
    assert together([Under(1, points_of(tenths), 0.0)]).tenths == tenths
