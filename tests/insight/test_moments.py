"""The moments that a viewer may see, and the order in which others follow them."""

import pytest

from lorgnette.insight.moments import last_moments, moments_of
from lorgnette.scoring.moments import read, work
from tests.insight import estate


@pytest.fixture
def cast():
    """Dafydd's Nordhavn and Ana's Kestrel: somebody at each asked for a demonstration."""
    dafydd, ana = estate.seller("Dafydd"), estate.seller("Ana")
    accounts = estate.account("Nordhavn", dafydd), estate.account("Kestrel", ana)
    for account, who, ago in zip(accounts, ("Ingrid", "Priya"), (0, 3), strict=True):
        estate.did(estate.person(account, who), "form.demo", days_ago=ago)
    settle()
    return dafydd, *accounts


def settle() -> None:
    while work.go_on():
        pass


def told(rows) -> list[str]:
    return [read.plain(row, "en") for row in rows]


def test_anothers_account_has_no_moments_for_a_viewer(cast):
    dafydd, nordhavn, kestrel = cast
    assert moments_of(estate.viewer(dafydd), kestrel.public_id) is None
    found = moments_of(estate.viewer(dafydd), nordhavn.public_id)
    assert told(found.rows) == ["Ingrid asked for a demonstration"]


def test_the_last_moments_of_several_accounts_take_one_query(cast, django_assert_num_queries):
    _dafydd, nordhavn, kestrel = cast
    with django_assert_num_queries(1):
        found = last_moments([nordhavn.pk, kestrel.pk])
    assert found[kestrel.pk].person_name == "Priya"


def test_whoever_keeps_the_last_id_gets_each_moment_once(cast):
    last = read.newest_id()
    _dafydd, nordhavn, _kestrel = cast
    estate.did(estate.person(nordhavn, "Mikkel"), "form.demo", days_ago=9)
    settle()
    found = read.found_since(last, 10)
    assert told(found) == ["Mikkel asked for a demonstration"]
    assert read.found_since(found[-1].id, 10) == []


def test_a_page_costs_the_same_for_few_and_for_many(cast, django_assert_max_num_queries):
    dafydd, nordhavn, _kestrel = cast
    for number in range(30):
        estate.did(estate.person(nordhavn, f"Somebody {number}"), "form.demo")
    settle()
    with django_assert_max_num_queries(2):
        assert len(moments_of(estate.viewer(dafydd), nordhavn.public_id).rows) == 5
