"""A daily mail and a weekly report: once, to whom they say something, at an hour of theirs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorgnette.access import grants
from lorgnette.access.models import ALL
from lorgnette.insight import editions
from lorgnette.insight.edition_claims import failing
from lorgnette.insight.models import Edition, MailWishes
from lorgnette.kernel import clock
from lorgnette.mail.suppression import COMPLAINT, suppress
from lorgnette.scoring.moments.models import Moment
from tests.cast import people
from tests.cast.people import HELENE_ACTOR
from tests.insight import estate, mailing
from tests.insight.mailing import mails, shown

TUESDAY = estate.NOW
SUNDAY = datetime(2026, 11, 29, 14, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
QUERIES_EACH = 7


@pytest.fixture
def seller():
    return estate.seller("Dafydd", "Prys-Howell", address=mailing.ADDRESS)


@pytest.fixture
def dafydd():
    return mailing.dafydd()


def wishes(user, **fields):
    MailWishes.objects.update_or_create(member=user.member, defaults=fields)


def test_it_tells_what_moved_and_why_once(seller, dafydd):
    mailing.moved(seller)
    mailing.moved(estate.seller("Ana"), "Banco Albufera")
    assert editions.send_due() == 2
    assert editions.send_due() == 0
    (daily,), (weekly,) = mails("daily"), mails("weekly")
    assert (daily.to_address, daily.about_ref) == (mailing.ADDRESS, dafydd.member.public_id)
    for message in (daily, weekly):
        said = shown(message)
        for part in (said.text, said.html):
            assert "Nordhavn" in part
            assert "Asked for a demonstration, Ingrid Sørlie" in part
            assert "Albufera" not in part
    assert shown(daily).subject == "News from Nordhavn"


def test_a_moment_is_told_with_its_account(seller, dafydd):
    account = estate.account("Orne", seller)
    mailing.moment(account, estate.person(account, "Lucie Martel"))
    editions.send_due()
    assert "Lucie Martel asked for a demonstration" in shown(mails("daily")[0]).text


def test_nothing_to_say_sends_nothing_and_looks_no_more_that_day(seller, dafydd):
    estate.account("Orne", seller)
    estate.score_everything()
    assert editions.send_due() == 0
    assert Edition.objects.filter(message=None).count() == 2
    mailing.moved(seller)
    assert editions.send_due() == 0
    assert mails() == []


def test_the_next_day_tells_what_came_since(seller, dafydd):
    mailing.moved(seller)
    editions.send_due()
    with clock.pretend(TUESDAY + timedelta(days=1)):
        assert editions.send_due() == 0
    assert len(mails("daily")) == 1


@pytest.mark.parametrize("ended", ["lock", "revoke", "end", "inactive", "never invited"])
def test_whoever_has_no_access_gets_nothing(seller, ended):
    user = mailing.dafydd()
    ref = user.member.public_id
    mailing.moved(seller)
    if ended == "lock":
        grants.lock(ref, "On leave", HELENE_ACTOR)
    elif ended == "revoke":
        grants.revoke(ref, HELENE_ACTOR)
    elif ended == "inactive":
        user.is_active = False
        user.save()
    else:
        grant = user.member.grants.get()
        grant.ends_at = TUESDAY
        grant.save()
        if ended == "never invited":
            grant.delete()
    assert editions.send_due() == 0
    assert mails() == []


def test_it_waits_for_the_morning_and_for_the_person_s_hour(seller, dafydd):
    mailing.moved(seller)
    wishes(dafydd, hour=9, weekly=False)
    for hour, made in ((6, 0), (8, 0), (9, 1)):
        with clock.pretend(TUESDAY.replace(hour=hour)):
            assert editions.send_due() == made, hour


def test_an_hour_in_the_night_is_the_morning_after_it(seller, dafydd):
    mailing.moved(seller)
    wishes(dafydd, hour=22, weekly=False)
    for hour, made in ((6, 0), (7, 1)):
        with clock.pretend(TUESDAY.replace(hour=hour)):
            assert editions.send_due() == made, hour


def test_it_is_the_person_s_own_zone_that_counts(seller, dafydd):
    mailing.moved(seller)
    wishes(dafydd, zone="Asia/Tokyo", weekly=False)
    # Two in the afternoon in London is eleven at night in Tokyo.
    assert editions.send_due() == 0
    with clock.pretend(TUESDAY + timedelta(hours=8)):
        assert editions.send_due() == 1
    assert Edition.objects.get().day.isoformat() == "2026-11-25"


def test_weekends_are_for_those_who_want_them(seller, dafydd):
    mailing.moved(seller)
    with clock.pretend(SUNDAY - timedelta(days=2)):
        editions.send_due()
    with clock.pretend(SUNDAY):
        estate.did(estate.person(estate.account("Orne", seller), "Lucie"), "form.demo", -5)
        estate.score_everything()
        assert editions.send_due() == 0
        wishes(dafydd, weekends=True)
        assert editions.send_due() == 1


def test_who_said_no_gets_none_of_that_kind(seller, dafydd):
    mailing.moved(seller)
    wishes(dafydd, daily=False)
    assert editions.send_due() == 1
    assert [message.kind for message in mails()] == ["insight_weekly"]


def test_who_complained_gets_none_at_all(seller, dafydd):
    mailing.moved(seller)
    suppress(dafydd.member.address_key, COMPLAINT, HELENE_ACTOR)
    assert editions.send_due() == 0


def test_it_is_written_in_the_person_s_language(seller):
    mailing.dafydd(language="fr")
    account = mailing.moved(seller)
    mailing.moment(account, estate.person(account, "Lucie Martel"))
    editions.send_due()
    said = shown(mails("daily")[0])
    assert "Bonjour Dafydd" in said.text
    assert "Lucie Martel a demandé une démonstration" in said.text


def test_no_more_than_ten_accounts_are_named(seller, dafydd):
    for n in range(12):
        mailing.moment(estate.account(f"Account {n:02}", seller))
    wishes(dafydd, weekly=False)
    editions.send_due()
    (message,) = mails()
    assert (len(message.values["rows"]), message.values["more"]) == (10, 2)
    assert Moment.objects.count() == 12


def test_a_report_comes_late_in_the_week_but_not_on_friday(seller, dafydd):
    mailing.moved(seller)
    wishes(dafydd, daily=False)
    with clock.pretend(TUESDAY + timedelta(days=3)):
        assert editions.send_due() == 0
    with clock.pretend(MONDAY):
        assert editions.send_due() == 1
    with clock.pretend(MONDAY + timedelta(days=1)):
        assert editions.send_due() == 0


def test_another_worker_in_the_middle_of_it_makes_only_what_is_left(seller, dafydd, monkeypatch):
    mailing.moved(seller)
    written, inside = editions._envelope, []

    def slowly(*asked):
        found = written(*asked)
        if not inside:
            inside.append(True)
            inside.append(editions.send_due())
        return found

    monkeypatch.setattr(editions, "_envelope", slowly)
    # The daily mail is being made: the other one makes the report.
    assert (editions.send_due(), inside) == (1, [True, 1])
    assert len(mails()) == 2


def test_one_whose_mail_breaks_keeps_nobody_from_theirs(seller, dafydd, monkeypatch):
    mailing.moved(seller)
    people.granted(people.user("Ana", "Ferrer").member, scope=ALL)
    written, tries = editions._envelope, []

    def broken(user, *asked):
        if user == dafydd:
            tries.append(user)
            raise ValueError("no such account")
        return written(user, *asked)

    monkeypatch.setattr(editions, "_envelope", broken)
    assert editions.send_due() == 2
    # It rests for an hour, and the doctor tells.
    assert editions.send_due() == 0
    assert (len(tries), failing()) == (2, 2)
    monkeypatch.undo()
    with clock.pretend(TUESDAY + timedelta(hours=1, minutes=1)):
        assert editions.send_due() == 2
    assert failing() == 0


def test_each_further_person_costs_the_same_few_queries(seller, dafydd):
    mailing.moved(seller)
    wishes(dafydd, weekly=False)
    with CaptureQueriesContext(connection) as alone:
        assert editions.send_due() == 1
    for name in ("Ana", "Bo", "Eva", "Ida"):
        user = people.user(name, "Ferrer")
        people.granted(user.member, scope=ALL)
        wishes(user, weekly=False)
    with CaptureQueriesContext(connection) as together:
        assert editions.send_due() == 4
    assert len(together) - len(alone) <= 3 * QUERIES_EACH
