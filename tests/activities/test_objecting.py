"""Somebody objects to being watched: nothing of theirs counts, comes in or is shown any more."""

from datetime import UTC, datetime

import pytest

from lorgnette.accounts.models import Account, Objection, Person
from lorgnette.accounts.objections import objecting, without_objecting
from lorgnette.activities import recount
from lorgnette.activities.ingest import Given, store
from lorgnette.activities.models import Activity, DayCount, Recount
from lorgnette.activities.objecting import PersonMissing, ReasonTooLong, objects, withdraw
from lorgnette.audit.models import Entry
from lorgnette.kernel import clock
from lorgnette.scoring.follow import follow
from lorgnette.scoring.models import AccountScore, PersonScore
from tests.cast import people
from tests.cast.crm import Folder
from tests.cast.people import HELENE_ACTOR
from tests.cast.sender import Website, event, rows, track

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADDRESS = "claire.aubert@banque-fictive.example"


@pytest.fixture(autouse=True)
def _today():
    with clock.pretend(NOW):
        yield


@pytest.fixture
def folder(tmp_path) -> Folder:
    people.aubier()
    made = Folder(tmp_path)
    made.sync()
    return made


@pytest.fixture
def claire(folder) -> Person:
    return Person.objects.get(external_id="c-claire")


def settle():
    """The worker."""
    while recount.go_on():
        pass
    while follow():
        pass


def score_of_banque() -> int:
    return AccountScore.objects.get(account__external_id="a-banque").tenths


def days_of(person: Person) -> int:
    return sum(DayCount.objects.filter(person=person).values_list("count", flat=True))


def test_what_they_did_counts_no_more_and_counts_again(claire):
    settle()
    before = score_of_banque()
    assert before > 0
    assert objects(HELENE_ACTOR, claire.public_id, reason="by letter") == 1
    settle()
    assert (score_of_banque(), days_of(claire)) == (0, 0)
    assert not PersonScore.objects.filter(person=claire).exists()
    assert Activity.objects.filter(person=claire).count() == 2
    assert withdraw(HELENE_ACTOR, claire.public_id) == 1
    settle()
    assert (score_of_banque(), days_of(claire)) == (before, 2)


def test_both_are_in_the_trail_once(claire):
    for _again in range(2):
        objects(HELENE_ACTOR, claire.public_id)
    for _again in range(2):
        withdraw(HELENE_ACTOR, claire.public_id)
    verbs = Entry.objects.filter(subject_ref=claire.public_id).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "privacy.objected",
        "privacy.objection_withdrawn",
    ]


def test_nobody_and_too_long_a_reason_are_refused(claire):
    with pytest.raises(PersonMissing):
        objects(HELENE_ACTOR, "nobody")
    with pytest.raises(ReasonTooLong):
        objects(HELENE_ACTOR, claire.public_id, reason="x" * 401)


def test_whoever_has_the_same_address_objects_too(claire, folder):
    objects(HELENE_ACTOR, claire.public_id)
    folder.add("contacts.csv", f"c-claire2,Aubert,Claire,a-meunier,{ADDRESS},,")
    folder.add("activities.csv", "e-9,c-claire2,form.demo,2026-11-22T10:00:00Z,,")
    folder.sync()
    again = Person.objects.get(external_id="c-claire2")
    assert objecting([claire.pk, again.pk]) == {claire.pk, again.pk}
    assert not Activity.objects.filter(person=again).exists()
    assert "c-luc" in set(
        without_objecting(Person.objects.all()).values_list("external_id", flat=True)
    )
    assert withdraw(HELENE_ACTOR, again.public_id) == 2


def test_what_the_crm_sends_of_them_is_not_stored(claire, folder):
    objects(HELENE_ACTOR, claire.public_id)
    folder.add("activities.csv", "e-10,c-claire,form.demo,2026-11-22T10:00:00Z,,")
    folder.sync()
    assert Activity.objects.filter(person=claire).count() == 2
    given = Given("x", Account.objects.first().pk, claire.pk, "web.visit", NOW)
    assert store(folder.source.id, [given]).new == 0


def test_the_crm_may_tell_of_it_and_take_it_back(folder, claire):
    contacts = folder.rows("contacts.csv")
    folder.write_rows("contacts.csv", [{**row, "do_not_track": "yes"} for row in contacts[:1]])
    folder.sync()
    assert Objection.objects.get().how == "crm"
    folder.write_rows("contacts.csv", [{**row, "do_not_track": ""} for row in contacts[:1]])
    folder.sync()
    assert Objection.objects.exists()
    folder.write_rows("contacts.csv", [{**row, "do_not_track": "no"} for row in contacts[:1]])
    folder.sync()
    assert not Objection.objects.exists()


def test_the_crm_does_not_take_back_what_somebody_noted(folder, claire):
    objects(HELENE_ACTOR, claire.public_id)
    contacts = folder.rows("contacts.csv")
    folder.write_rows("contacts.csv", [{**row, "do_not_track": "no"} for row in contacts[:1]])
    folder.sync()
    assert Objection.objects.exists()


def test_events_of_theirs_are_dropped_and_counted(claire, client):
    site = Website(client)
    site.send(event("identify", userId="u-9", traits={"email": ADDRESS}))
    objects(HELENE_ACTOR, claire.public_id)
    before = rows()
    assert site.send(track(userId="u-9"), track(userId="u-8")).status_code == 200
    assert rows()["activities"] == before["activities"] + 1
    assert site.row.sourceday_set.get().dropped == 1


def test_what_waited_for_their_name_is_dropped(claire, client):
    site = Website(client)
    objects(HELENE_ACTOR, claire.public_id)
    site.send(track(anonymousId="a-1"))
    site.send(event("identify", userId="u-9", anonymousId="a-1", traits={"email": ADDRESS}))
    assert (rows()["waiting"], Activity.objects.filter(person=claire).count()) == (0, 2)


def test_of_a_dead_event_of_theirs_nothing_is_kept(claire, client):
    site = Website(client)
    objects(HELENE_ACTOR, claire.public_id)
    traits = {"email": ADDRESS}
    site.send({"type": "odd", "messageId": "m-odd", "userId": "u-9", "traits": traits})
    [dead] = site.row.deadevent_set.all()
    assert (dead.payload, dead.whole) == ("", False)


def test_days_are_counted_in_portions_and_go_on_where_they_were(claire, monkeypatch):
    monkeypatch.setattr(recount, "AT_A_TIME", 1)
    account = Account.objects.get(external_id="a-banque")
    for day in range(1, 5):
        Activity.objects.create(
            account=account,
            person=claire,
            type="web.visit",
            at=datetime(2026, 11, day, 12, tzinfo=UTC),
            weight=1,
        )
    recount.ask([claire.pk])
    assert recount.go_on()
    assert (days_of(claire), Recount.objects.get().reached is None) == (3, False)
    settle()
    assert (days_of(claire), Recount.objects.exists()) == (6, False)
