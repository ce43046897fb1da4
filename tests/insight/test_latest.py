"""The feed of a few accounts tells the same as that of all, whichever way they are looked up."""

from datetime import timedelta

import pytest

from lorgnette.insight import few_latest
from lorgnette.insight.latest import latest
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


@pytest.fixture
def busy(dafydd):
    """Two accounts; something in each of the last 80 days, a machine among those who did it."""
    people = [
        estate.person(estate.account(name, dafydd), who)
        for name, who in (("Nordhavn", "Ingrid"), ("Orne", "Aïcha"))
    ]
    for n in range(80):
        kind = ("web.visit", "form.demo", "email.click", "web.pricing")[n % 4]
        estate.did(people[n % 2], kind, days_ago=n, times=1 + n % 3)
    return people


def all_of(who, days, kinds=()):
    """Every page, one after the other."""
    seen = latest(who, days, kinds)
    rows = list(seen.doings.page.rows)
    while seen.doings.page.next:
        seen = latest(who, days, kinds, seen.doings.page.next)
        rows += seen.doings.page.rows
    return rows


@pytest.mark.parametrize("days", [7, 30, 90])
@pytest.mark.parametrize("kinds", [(), ("web",), ("form", "email.click"), ("call",)])
@pytest.mark.parametrize(
    ("met", "counted"), [(2_000, 1_000), (7, 10)], ids=["as it is", "in small steps"]
)
def test_every_page_is_as_that_of_somebody_who_sees_all(
    dafydd, busy, monkeypatch, days, kinds, met, counted
):
    monkeypatch.setattr(few_latest, "MOST_MET", met)
    monkeypatch.setattr(few_latest, "MOST_COUNTED", counted)
    mine = all_of(estate.viewer(dafydd), days, kinds)
    assert mine == all_of(estate.viewer(scope="all"), days, kinds)
    assert [row.at for row in mine] == sorted((row.at for row in mine), reverse=True)


def test_the_counts_are_the_same_as_well(dafydd, busy):
    few, all_ = (
        latest(who, 90, ["web"]) for who in (estate.viewer(dafydd), estate.viewer(scope="all"))
    )
    assert few.doings.counted == all_.doings.counted
    assert few.doings.counted.total == 159


def test_another_s_accounts_and_machines_are_left_out(dafydd, busy):
    joan = estate.person(estate.account("Albufera", estate.seller("Ana")), "Joan")
    estate.did(joan, "web.visit", times=5)
    assert {row.account_name for row in all_of(estate.viewer(dafydd), 7)} == {"Nordhavn", "Orne"}
    assert all_of(estate.viewer(estate.seller("Nobody")), 90) == []


def test_what_is_of_one_instant_comes_once_over_the_edge_of_a_stretch(dafydd, monkeypatch):
    """The edge falls on the activities: half past a stretch, to the microsecond."""
    who = estate.person(estate.account("Nordhavn", dafydd), "Ingrid")
    for _time in range(4):
        estate.did(who, "web.visit", days_ago=0)
    monkeypatch.setattr(few_latest, "STRETCH", timedelta(hours=2))
    monkeypatch.setattr(few_latest, "PAGE_SIZE", 3)
    assert len(all_of(estate.viewer(dafydd), 7)) == 4


def test_a_forged_cursor_shows_the_latest(dafydd, busy):
    who = estate.viewer(dafydd)
    assert latest(who, 7, (), "x").doings == latest(who, 7).doings
