"""The ranked list: whose accounts, in which order, with what in each row."""

from datetime import timedelta

import pytest

from lorgnette.insight.lately import LastActivity
from lorgnette.insight.pipeline import Amount, Pipeline
from lorgnette.insight.ranking import ranked
from lorgnette.scoring.models import AccountScore
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


@pytest.fixture
def ana():
    return estate.seller("Ana")


def names(viewer, **asked):
    return [row.name for row in ranked(viewer, **asked).rows]


def scores(account, tenths, change=0):
    AccountScore.objects.filter(account=account).update(tenths=tenths, change=change)


def test_a_seller_sees_what_they_own_and_what_they_are_on_the_team_of(dafydd, ana):
    estate.account("Nordhavn", dafydd)
    estate.on_team(estate.account("Kestrel", ana), dafydd)
    estate.account("Albufera", ana)
    assert names(estate.viewer(dafydd)) == ["Nordhavn", "Kestrel"]


def test_who_left_a_team_no_longer_sees_its_account(dafydd, ana):
    estate.on_team(estate.account("Kestrel", ana), dafydd, gone_at=estate.NOW)
    assert names(estate.viewer(dafydd)) == []


def test_an_account_that_left_the_crm_is_not_ranked(dafydd):
    estate.account("Nordhavn", dafydd, gone_at=estate.NOW)
    assert names(estate.viewer(dafydd)) == []


def test_two_crm_users_with_one_address_see_the_union_and_each_account_once(dafydd, ana):
    estate.account("Nordhavn", dafydd)
    estate.on_team(estate.account("Kestrel", ana), dafydd)
    assert names(estate.viewer(dafydd, ana)) == ["Nordhavn", "Kestrel"]


def test_somebody_who_may_see_all_sees_accounts_that_nobody_owns(ana):
    estate.account("Albufera", ana)
    estate.account("Orphan")
    assert names(estate.viewer(scope="all")) == ["Albufera", "Orphan"]


def test_somebody_who_is_no_crm_user_sees_nothing(dafydd):
    estate.account("Nordhavn", dafydd)
    assert names(estate.viewer()) == []


def test_the_highest_score_comes_first_and_unscored_accounts_last(dafydd):
    estate.account("Unscored", dafydd)
    for name, tenths in (("Low", 120), ("High", 830), ("Middle", 444)):
        scores(estate.account(name, dafydd), tenths)
    rows = ranked(estate.viewer(dafydd)).rows
    assert [(row.rank, row.name, row.score) for row in rows] == [
        (1, "High", 83),
        (2, "Middle", 44),
        (3, "Low", 12),
        (4, "Unscored", 0),
    ]


def test_ranks_go_on_counting_on_later_pages_and_back(dafydd):
    for n in range(7):
        scores(estate.account(f"Account {n}", dafydd), 900 - n)
    first = ranked(estate.viewer(dafydd), size=3)
    second = ranked(estate.viewer(dafydd), size=3, cursor=first.next)
    third = ranked(estate.viewer(dafydd), size=3, cursor=second.next)
    back = ranked(estate.viewer(dafydd), size=3, cursor=third.previous)
    assert [row.rank for row in second.rows] == [4, 5, 6]
    assert [(row.rank, row.name) for row in third.rows] == [(7, "Account 6")]
    assert third.next == ""
    assert back.rows == second.rows


def test_equal_scores_have_ranks_of_their_own(dafydd):
    for name in ("One", "Two", "Three"):
        scores(estate.account(name, dafydd), 500)
    assert [row.rank for row in ranked(estate.viewer(dafydd)).rows] == [1, 2, 3]


def test_a_filtered_or_sorted_row_keeps_its_rank(dafydd):
    scores(estate.account("Zephyr", dafydd), 900, change=0)
    scores(estate.account("Aria", dafydd), 500, change=30)
    by_name = ranked(estate.viewer(dafydd), order="name").rows
    rising = ranked(estate.viewer(dafydd), only="rising").rows
    assert [(row.rank, row.name) for row in by_name] == [(2, "Aria"), (1, "Zephyr")]
    assert [(row.rank, row.name) for row in rising] == [(2, "Aria")]


def test_somebody_elses_accounts_do_not_count_for_the_rank(dafydd, ana):
    scores(estate.account("Albufera", ana), 990)
    scores(estate.account("Nordhavn", dafydd), 500)
    assert [row.rank for row in ranked(estate.viewer(dafydd)).rows] == [1]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("score", ["Steady", "Faller", "Riser"]),
        ("change", ["Riser", "Steady", "Faller"]),
        ("fall", ["Faller", "Steady", "Riser"]),
        ("name", ["Faller", "Riser", "Steady"]),
        ("nonsense", ["Steady", "Faller", "Riser"]),
    ],
)
def test_the_list_is_ordered_as_asked(dafydd, order, expected):
    scores(estate.account("Riser", dafydd), 100, change=90)
    scores(estate.account("Faller", dafydd), 200, change=-90)
    scores(estate.account("Steady", dafydd), 300)
    assert names(estate.viewer(dafydd), order=order) == expected


def test_a_change_that_rounds_to_nothing_is_neither_rising_nor_cooling(dafydd):
    for name, change in (("Up", 5), ("Hardly up", 4), ("Hardly down", -4), ("Down", -5)):
        scores(estate.account(name, dafydd), 500, change=change)
    who = estate.viewer(dafydd)
    assert [(row.name, row.change) for row in ranked(who, only="rising").rows] == [("Up", 1)]
    assert [(row.name, row.change) for row in ranked(who, only="cooling").rows] == [("Down", -1)]


def test_the_pipeline_filter_wants_a_deal_that_is_open_and_still_there(dafydd):
    open_, won, gone = (estate.account(name, dafydd) for name in ("Open", "Won", "Gone"))
    estate.deal(open_, 100)
    estate.deal(won, 100, status="won")
    estate.deal(gone, 100, gone_at=estate.NOW)
    assert names(estate.viewer(dafydd), only="pipeline") == ["Open"]


@pytest.mark.parametrize("text", ["lodz", "ŁÓDŹ", "tkanin zaklady", "lzt.ex", "  lodzkie  "])
def test_search_wants_every_word_in_name_or_domain_whatever_the_accents(dafydd, text):
    estate.account("Łódzkie Zakłady Tkanin", dafydd, domain="lzt.example")
    estate.account("Fonderies de l’Orne", dafydd)
    assert names(estate.viewer(dafydd), text=text) == ["Łódzkie Zakłady Tkanin"]


@pytest.mark.parametrize("text", ["tkanin orne", "%", "_", "zzz"])
def test_search_finds_nothing_by_a_word_that_is_missing_or_a_wildcard(dafydd, text):
    estate.account("Łódzkie Zakłady Tkanin", dafydd)
    assert names(estate.viewer(dafydd), text=text) == []


def test_a_row_tells_pipeline_per_currency_and_the_latest_activity(dafydd):
    nordhavn = estate.account("Nordhavn", dafydd, city="Aarhus")
    estate.deal(nordhavn, 4_000_00, "EUR")
    estate.deal(nordhavn, 1_000_00, "EUR")
    estate.deal(nordhavn, 9_000_00, "DKK")
    estate.deal(nordhavn, None)
    ingrid = estate.person(nordhavn, "Ingrid Sørlie")
    estate.did(ingrid, "web.visit", days_ago=3)
    estate.did(ingrid, "form.demo", subject="Demo form")
    (row,) = ranked(estate.viewer(dafydd)).rows
    assert (row.domain, row.city) == ("nordhavn.example", "Aarhus")
    assert row.pipeline == Pipeline(
        deals=4, amounts=(Amount(9_000_00, "DKK"), Amount(5_000_00, "EUR"))
    )
    at = estate.NOW - timedelta(hours=2)
    assert row.last == LastActivity(at, "form.demo", "Ingrid Sørlie", "Demo form")


def test_the_reasons_of_every_row_sum_to_its_change(dafydd):
    kinds = ["web.visit", "web.pricing", "web.document", "form.submit", "call.held", "form.demo"]
    for n in range(12):
        account = estate.account(f"Account {n}", dafydd)
        for m, kind in enumerate(kinds[: n % len(kinds) + 1]):
            someone = estate.person(account, f"Person {m}")
            estate.did(someone, kind, days_ago=(n * m) % 6, times=n % 3 + 1)
            estate.did(someone, kind, days_ago=20 + n + m, times=2)
    estate.score_everything()
    rows = ranked(estate.viewer(dafydd)).rows
    assert {row.change for row in rows} != {0}
    for row in rows:
        assert sum(line.points for line in row.why) == row.change
        assert len([line for line in row.why if line.kind != "fade"]) <= 3
        assert all(line.points for line in row.why)


def test_fewer_than_a_page_or_a_full_one_costs_the_same_queries(
    dafydd, django_assert_max_num_queries
):
    for n in range(26):
        account = estate.account(f"Account {n}", dafydd)
        estate.did(estate.person(account, f"Person {n}"), "web.pricing", days_ago=n % 9)
        estate.deal(account, 100)
    estate.score_everything()
    with django_assert_max_num_queries(11):
        first = ranked(estate.viewer(dafydd))
    with django_assert_max_num_queries(11):
        second = ranked(estate.viewer(dafydd), cursor=first.next)
    assert (len(first.rows), len(second.rows)) == (25, 1)
