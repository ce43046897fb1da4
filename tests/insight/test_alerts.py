"""What somebody follows is told at once, bundled, and to nobody who may not see it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lorgnette.access import grants
from lorgnette.access.policy import viewer_for
from lorgnette.accounts.models import Account
from lorgnette.insight import alerts, bundles, subscriptions
from lorgnette.insight.models import Alert, MailWishes, Subscription
from lorgnette.insight.subscriptions import TooManySubscriptions, TopicUnknown, follow
from lorgnette.insight.wishes import OnlyLooking
from lorgnette.kernel import clock
from lorgnette.scoring.moments.models import Moment
from tests.cast.people import HELENE_ACTOR
from tests.insight import estate, mailing
from tests.insight.mailing import mails, shown


@pytest.fixture
def seller():
    return estate.seller("Dafydd", "Prys-Howell", address=mailing.ADDRESS)


@pytest.fixture
def dafydd():
    # Whatever was found before counts as known.
    alerts.spot()
    return mailing.dafydd()


@pytest.fixture
def nordhavn(seller):
    return estate.account("Nordhavn", seller)


def told() -> int:
    alerts.spot()
    return bundles.send()


def account(row) -> str:
    return f"account:{row.public_id}"


def test_a_moment_of_a_followed_account_is_mailed_once(dafydd, nordhavn):
    follow(viewer_for(dafydd), account(nordhavn))
    mailing.moment(nordhavn, estate.person(nordhavn, "Ingrid"))
    assert told() == 1
    assert told() == 0
    said = shown(mails("moments")[0])
    assert said.subject == "Ingrid asked for a demonstration"
    assert "Nordhavn" in said.text
    assert "Nordhavn" in said.html


@pytest.mark.parametrize("topic", ["person", "kind"])
def test_people_and_kinds_are_followed_too(dafydd, nordhavn, topic):
    person = estate.person(nordhavn, "Ingrid")
    named = f"person:{person.public_id}" if topic == "person" else "kind:milestone"
    follow(viewer_for(dafydd), named)
    mailing.moment(nordhavn, person)
    mailing.moment(estate.account("Banco Albufera", estate.seller("Ana")))
    assert told() == 1
    assert [row["name"] for row in mails()[0].values["rows"]] == ["Nordhavn"]


def test_what_follows_within_a_quarter_of_an_hour_comes_in_one_mail(dafydd, nordhavn):
    follow(viewer_for(dafydd), account(nordhavn))
    mailing.moment(nordhavn)
    assert told() == 1
    for minutes in (3, 2, 1):
        mailing.moment(nordhavn, minutes=minutes)
    with clock.pretend(estate.NOW + timedelta(minutes=14, seconds=59)):
        assert told() == 0
    with clock.pretend(estate.NOW + timedelta(minutes=15)):
        assert told() == 1
    assert len(mails()[1].values["rows"]) == 3


def test_many_are_named_up_to_twenty(dafydd, nordhavn):
    follow(viewer_for(dafydd), account(nordhavn))
    for minutes in range(25):
        mailing.moment(nordhavn, minutes=minutes)
    assert told() == 1
    values = mails()[0].values
    assert (len(values["rows"]), values["more"]) == (20, 5)
    assert "25 interesting moments" in shown(mails()[0]).subject


def test_at_night_it_waits_for_the_morning(dafydd, nordhavn):
    follow(viewer_for(dafydd), account(nordhavn))
    mailing.moment(nordhavn)
    with clock.pretend(estate.NOW.replace(hour=22)):
        assert told() == 0
    with clock.pretend(estate.NOW.replace(hour=7) + timedelta(days=1)):
        assert told() == 1


def test_the_past_is_not_told(dafydd, nordhavn):
    follow(viewer_for(dafydd), account(nordhavn))
    mailing.moment(nordhavn, minutes=60 * 49)
    mailing.moment(nordhavn, found_at=estate.NOW - timedelta(minutes=1))
    assert told() == 0


def test_a_rule_that_finds_it_anew_tells_it_once(dafydd, nordhavn):
    follow(viewer_for(dafydd), account(nordhavn))
    first = mailing.moment(nordhavn)
    alerts.spot()
    first.delete()
    mailing.moment(nordhavn)
    assert told() == 1
    Moment.objects.all().delete()
    mailing.moment(nordhavn)
    with clock.pretend(estate.NOW + timedelta(hours=1)):
        assert told() == 0


@pytest.mark.parametrize("lost", ["account", "access", "wish"])
def test_what_was_lost_meanwhile_is_not_told(dafydd, nordhavn, lost):
    follow(viewer_for(dafydd), account(nordhavn))
    mailing.moment(nordhavn)
    alerts.spot()
    if lost == "account":
        Account.objects.update(owner=estate.seller("Ana"))
    elif lost == "access":
        grants.lock(dafydd.member.public_id, "On leave", HELENE_ACTOR)
    else:
        MailWishes.objects.update_or_create(member=dafydd.member, defaults={"moments": False})
    assert bundles.send() == 0
    assert not Alert.objects.filter(made_at=None).exists()


def test_a_foreign_account_cannot_be_followed(dafydd, nordhavn):
    foreign = estate.account("Banco Albufera", estate.seller("Ana"))
    stranger = estate.person(foreign, "Marta")
    for topic in (account(foreign), f"person:{stranger.public_id}", "kind:nothing", "", "x:y"):
        with pytest.raises(TopicUnknown):
            follow(viewer_for(dafydd), topic)


def test_what_is_no_longer_theirs_loses_its_name_and_can_be_left(dafydd, nordhavn):
    viewer = viewer_for(dafydd)
    follow(viewer, account(nordhavn))
    Account.objects.update(owner=estate.seller("Ana"))
    assert [one.name for one in subscriptions.followed(viewer)] == [""]
    subscriptions.unfollow(viewer, account(nordhavn))
    assert subscriptions.followed(viewer) == []


def test_there_is_a_limit(dafydd, nordhavn):
    viewer = viewer_for(dafydd)
    rows = [
        Subscription(member=dafydd.member, topic=f"account:{n}", since=estate.NOW)
        for n in range(subscriptions.MOST)
    ]
    Subscription.objects.bulk_create(rows)
    with pytest.raises(TooManySubscriptions):
        follow(viewer, account(nordhavn))


def test_whoever_only_looks_changes_nothing(dafydd, nordhavn):
    looking = replace(viewer_for(dafydd), read_only=True)
    for change in (follow, subscriptions.unfollow):
        with pytest.raises(OnlyLooking):
            change(looking, account(nordhavn))


def test_another_worker_that_was_quicker_leaves_nothing_to_mail(dafydd, nordhavn, monkeypatch):
    follow(viewer_for(dafydd), account(nordhavn))
    mailing.moment(nordhavn)
    alerts.spot()
    tell, inside = bundles._tell, []

    def late(*asked):
        if not inside:
            inside.append(True)
            assert bundles.send() == 1
        return tell(*asked)

    monkeypatch.setattr(bundles, "_tell", late)
    assert bundles.send() == 0
    assert len(mails()) == 1
