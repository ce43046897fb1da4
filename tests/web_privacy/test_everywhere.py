"""Whoever objects is on no page, in no mail and in no file; what machines did is shown apart."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lorgnette.accounts.models import Person
from lorgnette.activities import bots, recount
from lorgnette.activities.models import Activity
from lorgnette.activities.objecting import objects
from lorgnette.insight import digest
from lorgnette.insight.models import NotNow, Subscription
from lorgnette.insight.subscriptions import topic_of
from lorgnette.kernel import clock
from lorgnette.matching.models import Answer, Candidate
from lorgnette.scoring.follow import follow
from lorgnette.scoring.models import AccountScore
from lorgnette.scoring.moments.models import Moment
from lorgnette.scoring.with_machines import score_with_machines
from lorgnette.users.models import Member
from tests.cast import invited, people
from tests.cast.people import HELENE_ACTOR
from tests.insight import estate, mailing

ADDRESS = "ingrid@nordhavn.example"
NAME = "Ingrid Sørlie"


@pytest.fixture(autouse=True)
def _today(db):
    with estate.today():
        yield


@pytest.fixture
def dafydd():
    return estate.seller("Dafydd", "Prys-Howell", address="dafydd.prys-howell@aubier.example")


@pytest.fixture
def seller(client, dafydd):
    user = people.dafydd()
    people.granted(user.member)
    return people.signed_in(client, user)


@pytest.fixture
def ingrid(dafydd):
    """Known by everything there is: a score, a moment, a subscription, an open question."""
    nordhavn, orne = estate.account("Nordhavn", dafydd), estate.account("Orne", dafydd)
    person = estate.person(nordhavn, NAME, "Head of fleet")
    Person.objects.filter(pk=person.pk).update(address=ADDRESS, address_key=ADDRESS)
    estate.did(person, "form.demo", subject="Fleet tracking", times=2)
    estate.did(estate.person(nordhavn, "Mikkel"), "web.visit")
    Moment.objects.create(
        version=mailing.rule(),
        subject=person.pk,
        at=estate.NOW - timedelta(hours=1),
        trigger=b"x",
        kind="milestone",
        account=nordhavn,
        person=person,
        found_at=estate.NOW,
    )
    Candidate.objects.create(person=person, account=orne, rule="name", score=50, made_at=estate.NOW)
    said = {"accepted": False, "since": estate.NOW, "at": estate.NOW, "by_name": "Ana"}
    Answer.objects.create(person=person, account=nordhavn, **said)
    estate.score_everything()
    return person


def pages(ingrid: Person) -> list[str]:
    of_account = []
    for name in ("Nordhavn", "Orne"):
        ref = AccountScore.objects.get(account__name=name).account.public_id
        kinds = ("account", "account_score", "account_moments", "account_potential")
        of_account += [reverse(kind, args=[ref]) for kind in (*kinds, "account_family")]
        of_account.append(reverse("machines") + f"?account={ref}")
    nowhere = ("accounts", "best_bets", "put_off", "activity", "notifications", "report")
    return [
        *of_account,
        *(reverse(name) for name in (*nowhere, "report_csv", "machines")),
        "/activity/?days=90&type=form",
        "/search/?q=sorl",
        reverse("person", args=[ingrid.public_id]),
        reverse("machines") + f"?person={ingrid.public_id}",
    ]


def body_of(answer) -> str:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    # What was asked for stands in the field of the search again.
    return re.sub(r'value="[^"]*"|q=[^"&]*', "", raw.decode())


def told_on(browser, paths) -> list[str]:
    found = []
    for path in paths:
        body = body_of(browser.get(path, follow=True))
        if any(word in body for word in (NAME, "Ingrid", ADDRESS, "Head of fleet")):
            found.append(path)
    return found


def work() -> None:
    while recount.go_on():
        pass
    while follow():
        pass


def follow_and_put_off(ingrid: Person) -> None:
    member = Member.objects.get(address_key="dafydd.prys-howell@aubier.example")
    topic = topic_of("person", ingrid.public_id)
    Subscription.objects.create(member=member, topic=topic, person=ingrid, since=estate.NOW)
    NotNow.objects.create(member=member, person=ingrid, at=estate.NOW)


def test_no_page_of_account_insight_names_them(seller, ingrid):
    follow_and_put_off(ingrid)
    before = told_on(seller, pages(ingrid))
    assert len(before) >= 8
    objects(HELENE_ACTOR, ingrid.public_id)
    assert told_on(seller, pages(ingrid)) == []
    work()
    assert told_on(seller, pages(ingrid)) == []
    assert seller.get(reverse("person", args=[ingrid.public_id])).status_code == 404


def test_no_page_of_matching_names_them(client, ingrid):
    client.force_login(invited.administrator())
    paths = ["/admin/crm/matching/", "/admin/crm/matching/answers/", "/admin/privacy/machines/"]
    bots.mark(list(Activity.objects.filter(person=ingrid).values_list("pk", flat=True)), "burst")
    assert len(told_on(client, paths)) == 3
    objects(HELENE_ACTOR, ingrid.public_id)
    assert told_on(client, paths) == []


def test_no_mail_tells_of_them(ingrid, dafydd):
    viewer = estate.viewer(dafydd)
    since = clock.now() - timedelta(days=2)
    assert "Ingrid" in str(digest.daily(viewer, since))
    objects(HELENE_ACTOR, ingrid.public_id)
    for _before_and_after in range(2):
        assert "Ingrid" not in str(digest.daily(viewer, since))
        assert "Ingrid" not in str(digest.week(viewer))
        work()


def test_machines_are_hidden_counted_and_shown_with_the_reason(seller, ingrid):
    account = ingrid.memberships.get().account
    one = Activity.objects.filter(person=ingrid).first()
    bots.mark([one.pk], "scanner")
    estate.score_everything()
    there = f"{reverse('machines')}?account={account.public_id}"
    assert there in seller.get(reverse("account", args=[account.public_id])).text
    assert "1 activity by a machine is hidden" in seller.get("/activity/").text
    page = seller.get(reverse("person", args=[ingrid.public_id])).text
    assert "1 activity by a machine is hidden" in page
    for of in (f"?account={account.public_id}", f"?person={ingrid.public_id}", ""):
        shown = seller.get(reverse("machines") + of).text
        assert "a link was followed before its mail was opened" in shown
        assert "Fleet tracking" in shown
    assert seller.get("/machines/?account=none").status_code == 404
    assert seller.get("/machines/?person=none").status_code == 404


def test_the_score_with_machines_is_what_it_was_before_they_were_known(seller, ingrid):
    account = ingrid.memberships.get().account
    before = AccountScore.objects.get(account=account).tenths
    there = reverse("account_score", args=[account.public_id])
    assert score_with_machines(account.pk) is None
    assert "With what machines did" not in seller.get(there).text
    bots.mark(list(Activity.objects.filter(person=ingrid).values_list("pk", flat=True)), "burst")
    estate.score_everything()
    without = AccountScore.objects.get(account=account).tenths
    assert score_with_machines(account.pk) == before > without
    words = f"it would be {before / 10:.1f}; without, as everywhere, it is {without / 10:.1f}."
    assert words in seller.get(there).text
