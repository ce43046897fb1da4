"""Whose an event is: named before or after, by alias, by address, by two names of one person."""

from datetime import timedelta

import pytest
from django.test import Client

from lorgnette.accounts.models import Account, Person, Spell, Unmatched
from lorgnette.activities.groups import hints_of
from lorgnette.activities.models import Activity, DayCount, Visitor, Waiting
from lorgnette.kernel import clock
from tests.cast import people
from tests.cast.crm import Folder
from tests.cast.people import AT
from tests.cast.sender import Website, event, rows, track

pytestmark = pytest.mark.django_db
CLAIRE, LUC = "claire.aubert@banque-fictive.example", "luc@meunier.example"


@pytest.fixture
def crm(tmp_path) -> Folder:
    people.aubier()
    folder = Folder(tmp_path)
    folder.sync()
    Activity.objects.all().delete()
    DayCount.objects.all().delete()
    return folder


@pytest.fixture
def website(crm) -> Website:
    return Website(Client(headers={"host": "insight.aubier.example"}))


def whose() -> list[str]:
    """The external ids of those who did something, in the order it was stored."""
    rows = Activity.objects.order_by("pk").values_list("person__external_id", flat=True)
    return list(rows)


def identify(user: str, email: str = "", **given):
    traits = {"email": email} if email else {}
    return event("identify", userId=user, traits=traits, **given)


def test_a_user_is_a_person_with_the_senders_own_id(website: Website):
    website.send(identify("u-9", "new@nowhere.example", context={}), track(userId="u-9"))
    person = Person.objects.get(external_id="u-9")
    assert (person.source.kind, person.address_key) == ("events", "new@nowhere.example")
    assert person.name == "new@nowhere.example"
    assert Spell.objects.get(person=person).domain == "nowhere.example"
    assert Unmatched.objects.filter(person=person).exists()
    assert whose() == ["u-9"]
    assert Activity.objects.get().account is None


def test_one_batch_may_tell_it_all(website: Website):
    website.send(
        event("page", anonymousId="a-1"),
        track(anonymousId="a-1"),
        event("identify", anonymousId="a-1", userId="u-1", traits={"email": CLAIRE}),
        event("page", anonymousId="a-1"),
    )
    assert whose() == ["c-claire"] * 3
    assert rows()["waiting"] == 0


def test_without_a_user_id_an_address_is_enough(website: Website):
    website.send(
        event("identify", anonymousId="a-1", traits={"email": "x@nowhere.example"}),
        event("page", anonymousId="a-1"),
    )
    assert whose() == ["e:x@nowhere.example"]


def test_two_on_one_browser_each_have_their_own(website: Website):
    website.send(event("page", anonymousId="a-1"))
    website.send(identify("u-1", CLAIRE, anonymousId="a-1"))
    website.send(event("page", anonymousId="a-1"))
    website.send(identify("u-2", LUC, anonymousId="a-1"))
    website.send(event("page", anonymousId="a-1"))
    assert whose() == ["c-claire", "c-claire", "c-luc"]


def test_an_alias_brings_what_was_before(website: Website):
    website.send(event("page", anonymousId="a-1"), track(userId="old"))
    website.send(identify("new", CLAIRE))
    website.send(event("alias", previousId="a-1", userId="new"))
    website.send(event("alias", previousId="old", userId="new"))
    website.send(track(userId="old"))
    assert set(whose()) == {"c-claire"}
    assert Activity.objects.count() == 3
    assert not Person.objects.filter(external_id="old", gone_at=None).exists()


def test_who_turns_out_to_be_a_contact_brings_what_they_did(website: Website):
    website.send(track("Pricing Viewed", userId="u-1"), identify("u-1", "old@nowhere.example"))
    website.send(identify("u-1", CLAIRE))
    banque = Account.objects.get(external_id="a-banque")
    assert (whose(), Activity.objects.get().account) == (["c-claire"], banque)
    assert DayCount.objects.get(account=banque).count == 1


def test_a_contact_that_the_crm_brings_later_is_who_they_were(crm: Folder, website: Website):
    with clock.pretend(AT):
        website.send(identify("u-5", "ines@meunier.example"), track(userId="u-5"))
    crm.add("contacts.csv", "c-ines,Petit,Inès,a-meunier,ines@meunier.example,,")
    crm.sync()
    assert whose() == ["c-ines"]
    assert Activity.objects.get().account.external_id == "a-meunier"
    assert DayCount.objects.get().person.external_id == "c-ines"
    website.send(track(userId="u-5"))
    assert whose() == ["c-ines", "c-ines"]


def test_a_contact_of_the_crm_is_not_changed_by_events(website: Website):
    told = {"email": CLAIRE, "firstName": "Clara", "title": "Queen"}
    website.send(event("identify", userId="u-1", traits=told))
    claire = Person.objects.get(external_id="c-claire")
    assert (claire.first_name, claire.title) == ("Claire", "Head of purchasing")


def test_two_sources_know_one_person(website: Website):
    product = Website(website.client, "Product")
    for source in (website, product):
        source.send(identify("u-3", "both@nowhere.example"), track(userId="u-3"))
    assert Person.objects.filter(address_key="both@nowhere.example").count() == 1
    assert Visitor.objects.count() == 2


def test_late_events_are_placed_by_their_own_time(crm: Folder, website: Website):
    """Claire changed from one account to the other yesterday."""
    crm.change("contacts.csv", "Claire,a-banque", "Claire,a-meunier")
    with clock.pretend(AT - timedelta(days=1)):
        crm.sync()
    times = [AT - timedelta(days=3), AT - timedelta(hours=1)]
    with clock.pretend(AT):
        website.send(
            identify("u-1", CLAIRE),
            *(track(timestamp=at.isoformat()) for at in times),
        )
    placed = Activity.objects.order_by("at").values_list("account__external_id", "at")
    assert list(placed) == list(zip(["a-banque", "a-meunier"], times, strict=True))
    days = DayCount.objects.order_by("day").values_list("account__external_id", "day")
    assert list(days) == [("a-banque", times[0].date()), ("a-meunier", times[1].date())]


def test_groups_are_hints(website: Website):
    traits = {"name": "Nord", "website": "https://www.nord.example/x"}
    website.send(
        event("group", anonymousId="a-1", groupId="g-1", traits=traits),
        event("identify", anonymousId="a-1", userId="u-1"),
        event("group", userId="u-1", groupId="g-2"),
        event("identify", userId="u-1", traits={"company": {"id": "g-3", "name": "Syd"}}),
    )
    person = Person.objects.get(external_id="u-1")
    told = {(h.external_id, h.name, h.domain) for h in hints_of([person.pk])[person.pk]}
    assert told == {("g-1", "Nord", "nord.example"), ("g-2", "", ""), ("g-3", "Syd", "")}
    assert Unmatched.objects.filter(person=person).exists()
    assert not Waiting.objects.exists()


def test_a_machine_is_stored_and_not_counted(website: Website):
    agent = {"userAgent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}
    website.send(identify("u-1", CLAIRE), event("page", userId="u-1", context=agent))
    assert Activity.objects.get().bot == "agent"
    assert not DayCount.objects.exists()
