"""What narrows the ranked accounts, and what does not give away what somebody may not see."""

from datetime import timedelta

import pytest

from lorgnette.access.models import ALL
from lorgnette.insight import narrowing, reach
from lorgnette.insight.filters import Choice, Filter, as_json, from_json, read
from lorgnette.insight.listed import listed
from lorgnette.scoring.models import AccountScore
from tests.insight import estate


def names(viewer, order="score", **asked):
    return [row.name for row in listed(viewer, Choice(Filter(**asked), order)).page.rows]


def scored(name, owner=None, tenths=0, change=0, days_ago=None, **fields):
    account = estate.account(name, owner, **fields)
    last = None if days_ago is None else estate.NOW - timedelta(days=days_ago)
    AccountScore.objects.filter(account=account).update(
        tenths=tenths, change=change, last_activity_at=last
    )
    return account


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


@pytest.fixture
def everything(dafydd):
    """Three accounts, as whoever sees all of them."""
    ana = estate.seller("Ana")
    scored("Nordhavn", dafydd, 830, 190, 0, industry="Logistics", country="DK")
    kestrel = scored("Kestrel", ana, 740, -60, 20, industry="Aviation", country="GB")
    scored("Orne", ana, 124, 0, None, industry="Logistics", country="FR")
    estate.on_team(kestrel, dafydd)
    estate.deal(kestrel, 100)
    return estate.viewer(dafydd, scope=ALL)


@pytest.mark.parametrize("few", [reach.FEW, 1])
@pytest.mark.parametrize(
    ("asked", "passing"),
    [
        ({}, ["Nordhavn", "Kestrel", "Orne"]),
        ({"text": "or"}, ["Nordhavn", "Orne"]),
        ({"industry": "Logistics"}, ["Nordhavn", "Orne"]),
        ({"country": "GB"}, ["Kestrel"]),
        ({"only": "rising"}, ["Nordhavn"]),
        ({"only": "cooling"}, ["Kestrel"]),
        ({"only": "cooling", "pipeline": True}, ["Kestrel"]),
        ({"only": "rising", "pipeline": True}, []),
        ({"moved": 19}, ["Nordhavn"]),
        ({"moved": 20}, []),
        ({"moved": -6}, ["Kestrel"]),
        ({"moved": -7}, []),
        ({"least": 74}, ["Nordhavn", "Kestrel"]),
        ({"most": 74}, ["Kestrel", "Orne"]),
        ({"least": 75, "most": 82}, []),
        ({"most": 0}, []),
        ({"least": 12, "most": 12}, ["Orne"]),
        ({"days": 1}, ["Nordhavn"]),
        ({"days": 30}, ["Nordhavn", "Kestrel"]),
        ({"industry": "Logistics", "country": "FR"}, ["Orne"]),
    ],
)
def test_an_account_passes_all_that_is_asked(everything, monkeypatch, few, asked, passing):
    for module in (reach, narrowing):
        monkeypatch.setattr(module, "FEW", few)
    assert names(everything, **asked) == passing


def test_ranks_still_count_over_all_the_viewer_s_accounts(everything):
    (row,) = listed(everything, Choice(Filter(country="FR"))).page.rows
    assert row.rank == 3


def test_the_chips_and_the_result_are_counted_within_the_filter(everything):
    found = listed(everything, Choice(Filter(industry="Logistics", only="rising")))
    assert (found.counts.total, found.counts.rising, found.counts.cooling) == (2, 1, 0)
    assert found.found == 1


def test_where_nothing_is_left_it_says_what_to_lift(everything):
    found = listed(everything, Choice(Filter(industry="Logistics", country="GB", least=10)))
    assert [(lift.name, lift.number) for lift in found.lifts] == [("industry", 1), ("country", 2)]
    assert not listed(everything, Choice(Filter(country="NO"))).lifts


def test_me_as_the_owner_is_whoever_looks(dafydd, everything):
    own = estate.viewer(dafydd)
    assert names(own) == ["Nordhavn", "Kestrel"]
    assert names(own, owner="me") == ["Nordhavn"]


def test_somebody_who_owns_nothing_here_is_left_out_and_said_so(dafydd, everything):
    stranger, own = estate.seller("Marta"), estate.viewer(dafydd)
    for ref in (stranger.public_id, "abcdefghijkmnpqr"):
        found = listed(own, Choice(Filter(owner=ref, country="DK")))
        assert found.terms.gone == ("owner",)
        assert [row.name for row in found.page.rows] == ["Nordhavn"]


def test_a_named_owner_is_found_by_whoever_sees_an_account_of_theirs(dafydd, everything):
    ana = estate.Account.objects.get(name="Kestrel").owner
    found = listed(estate.viewer(dafydd), Choice(Filter(owner=ana.public_id)))
    assert [row.name for row in found.page.rows] == ["Kestrel"]
    assert found.terms.owner_name == ana.name


def test_what_is_kept_is_read_again_as_it_was():
    choice = Choice(
        Filter(text="nord", only="rising", pipeline=True, owner="me", moved=-5, least=3, most=0),
        "name",
    )
    assert from_json(as_json(choice)) == choice
    assert as_json(Choice()) == {}


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"only": "sideways", "days": "x", "least": "-4", "most": "-1", "moved": "٣"}, Filter()),
        ({"only": "pipeline"}, Filter(pipeline=True)),
        ({"moved": "−5", "least": "9" * 9}, Filter(moved=-5, least=100_000)),
        ({"days": "9" * 40, "text": "a\0b"}, Filter(text="a b")),
        ({"text": None, "most": 50, "industry": ["x"]}, Filter(most=50, industry="['x']")),
    ],
)
def test_what_cannot_be_is_as_if_it_were_not_asked(given, meant):
    assert read(given) == meant
