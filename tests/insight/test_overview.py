"""One account: for whom, and that its numbers agree with each other."""

from datetime import date, timedelta

import pytest

from lorgnette.insight.overview import account, older_activities
from lorgnette.insight.pipeline import Amount
from lorgnette.insight.ranking import ranked
from lorgnette.insight.surroundings import Child, Colleague
from lorgnette.scoring.models import AccountScore
from tests.insight import estate


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd")


@pytest.fixture
def ana():
    return estate.seller("Ana")


@pytest.fixture
def nordhavn(dafydd):
    """An account with a past and a busy week."""
    made = estate.account("Nordhavn", dafydd, city="Aarhus", industry="Logistics")
    ingrid = estate.person(made, "Ingrid Sørlie", "Finance Director")
    mikkel = estate.person(made, "Mikkel Juul Østergaard")
    estate.did(ingrid, "web.visit", days_ago=60, times=3)
    estate.did(mikkel, "web.document", days_ago=30)
    estate.did(mikkel, "web.pricing", days_ago=2, times=4)
    estate.did(ingrid, "web.pricing", days_ago=1)
    estate.did(ingrid, "form.demo")
    estate.score_everything()
    return made


def test_an_account_of_somebody_else_is_as_one_that_does_not_exist(dafydd, ana):
    albufera = estate.account("Albufera", ana)
    for ref in (albufera.public_id, "nothing"):
        assert account(estate.viewer(dafydd), ref) is None
        assert older_activities(estate.viewer(dafydd), ref, "") is None


def test_a_team_member_sees_the_account_of_the_owner(dafydd, nordhavn, ana):
    assert account(estate.viewer(ana), nordhavn.public_id) is None
    estate.on_team(nordhavn, ana)
    assert account(estate.viewer(ana), nordhavn.public_id).name == "Nordhavn"


def test_an_account_that_left_the_crm_is_shown_to_nobody(nordhavn):
    nordhavn.gone_at = estate.NOW
    nordhavn.save()
    assert account(estate.viewer(scope="all"), nordhavn.public_id) is None


def test_every_share_sums_to_the_number_beside_it(dafydd, nordhavn):
    seen = account(estate.viewer(dafydd), nordhavn.public_id)
    stored = AccountScore.objects.get(pk=nordhavn.pk)
    assert seen.score == stored.tenths > 0
    assert sum(part.tenths for part in seen.parts) == seen.score
    people = seen.people
    assert sum(person.tenths for person in people.people) + people.others_tenths == seen.score
    assert seen.why.change == stored.change > 0
    assert sum(line.points for line in seen.why.lines) == seen.why.change


def test_the_lines_say_who_did_what_and_what_fades(dafydd, nordhavn):
    lines = account(estate.viewer(dafydd), nordhavn.public_id).why.lines
    told = [(line.kind, line.type, line.count, line.people, line.person) for line in lines]
    assert told == [
        ("new", "web.pricing", 5, 2, ""),
        ("new", "form.demo", 1, 1, "Ingrid Sørlie"),
        ("fade", "", 4, 2, ""),
    ]


def test_the_page_and_the_list_tell_the_same(dafydd, nordhavn):
    estate.account("Zweite", dafydd)
    seen = account(estate.viewer(dafydd), nordhavn.public_id)
    row = ranked(estate.viewer(dafydd)).rows[0]
    assert (seen.rank, seen.ranked) == (row.rank, 2)
    assert [week.tenths for week in seen.weeks] == list(row.weeks)
    assert seen.last_at == row.last.at


def test_the_weeks_count_what_happened_in_them(dafydd, nordhavn):
    weeks = account(estate.viewer(dafydd), nordhavn.public_id).weeks
    assert len(weeks) == 13
    assert (weeks[-1].first_day, weeks[-1].last_day) == (date(2026, 11, 23), estate.TODAY)
    assert (weeks[-1].activities, weeks[-1].people) == (2, 1)
    assert (weeks[-2].activities, weeks[-2].people) == (4, 1)
    assert weeks[-1].top_day == estate.TODAY
    assert sum(week.activities for week in weeks) == 10


def test_few_people_are_named_and_the_others_summed(dafydd):
    big = estate.account("Big", dafydd)
    for n in range(9):
        estate.did(estate.person(big, f"Person {n}"), "form.submit", times=1 + n % 5)
    estate.score_everything()
    people = account(estate.viewer(dafydd), big.public_id).people
    assert (people.total, len(people.people), people.others) == (9, 6, 3)
    shares = [person.tenths for person in people.people]
    assert shares == sorted(shares, reverse=True)


def test_one_person_more_than_fits_is_named_rather_than_called_one_other(dafydd):
    big = estate.account("Big", dafydd)
    for n in range(7):
        estate.did(estate.person(big, f"Person {n}"), "form.submit")
    estate.score_everything()
    people = account(estate.viewer(dafydd), big.public_id).people
    assert (len(people.people), people.others, people.others_tenths) == (7, 0, 0)


def test_the_owner_comes_first_and_once(dafydd, ana, nordhavn):
    estate.on_team(nordhavn, dafydd, "Owner")
    estate.on_team(nordhavn, ana, "Solution engineer")
    estate.on_team(nordhavn, estate.seller("Zoé"), gone_at=estate.NOW)
    team = account(estate.viewer(dafydd), nordhavn.public_id).team
    assert team == [
        Colleague("Dafydd of Aubier", "", is_owner=True),
        Colleague("Ana of Aubier", "Solution engineer", is_owner=False),
    ]


def test_open_deals_come_by_the_day_they_close_and_undated_last(dafydd, nordhavn):
    estate.deal(nordhavn, None, name="Undated", closes_on=None)
    estate.deal(nordhavn, 200, name="Later", closes_on=date(2027, 1, 29))
    estate.deal(nordhavn, 100, name="Sooner", closes_on=date(2026, 12, 18))
    estate.deal(nordhavn, 900, name="Lost", status="lost")
    seen = account(estate.viewer(dafydd), nordhavn.public_id)
    assert [deal.name for deal in seen.deals] == ["Sooner", "Later", "Undated"]
    assert [deal.amount for deal in seen.deals] == [Amount(100, "EUR"), Amount(200, "EUR"), None]
    assert (seen.pipeline.deals, seen.pipeline.amounts) == (3, (Amount(300, "EUR"),))


def test_only_subsidiaries_that_the_viewer_may_see_are_named(dafydd, ana, nordhavn):
    parent = nordhavn.external_id
    cold = estate.account("Nordhavn Cold Chain", dafydd, parent_external_id=parent)
    estate.account("Nordhavn Sverige", ana, parent_external_id=parent)
    seen = account(estate.viewer(dafydd), nordhavn.public_id)
    assert list(seen.children) == [Child(cold.public_id, "Nordhavn Cold Chain")]


def test_all_activities_come_once_page_by_page_newest_first(dafydd):
    busy = estate.account("Busy", dafydd)
    estate.did(estate.person(busy, "Ingrid"), "web.visit", times=23)
    seen = account(estate.viewer(dafydd), busy.public_id).activities
    times, sizes = [row.at for row in seen.rows], [len(seen.rows)]
    while seen.older:
        seen = older_activities(estate.viewer(dafydd), busy.public_id, seen.older)
        times += [row.at for row in seen.rows]
        sizes.append(len(seen.rows))
    assert sizes == [10, 10, 3]
    assert times == [estate.NOW - timedelta(hours=2 + n) for n in range(23)]


@pytest.mark.parametrize("cursor", ["x", "2026-01-01~1", "💥"])
def test_a_forged_cursor_shows_the_latest(dafydd, nordhavn, cursor):
    who, ref = estate.viewer(dafydd), nordhavn.public_id
    assert older_activities(who, ref, cursor) == older_activities(who, ref, "")


def test_an_account_without_any_activity_has_a_page(dafydd):
    quiet = estate.account("Quiet", dafydd)
    seen = account(estate.viewer(dafydd), quiet.public_id)
    assert (seen.score, seen.why.change, seen.why.lines) == (0, 0, ())
    assert (seen.last_at, list(seen.activities.rows), seen.people.total) == (None, [], 0)


def test_a_page_costs_the_same_queries_however_much_happened(
    dafydd, nordhavn, django_assert_max_num_queries
):
    for n in range(30):
        estate.did(estate.person(nordhavn, f"Person {n}"), "web.pricing", days_ago=n)
        estate.deal(nordhavn, 100)
        estate.on_team(nordhavn, estate.seller(f"Seller {n}"))
    estate.score_everything()
    with django_assert_max_num_queries(24):
        account(estate.viewer(dafydd), nordhavn.public_id)
