"""Admin > Privacy: objections, erasures with their receipts, machines, and what is kept."""

import json
import re

import pytest
from django.urls import reverse

from lorgnette.accounts.models import Erasure, Objection, Person
from lorgnette.activities import bots, kept_for, recount
from lorgnette.activities.machine_rules import rules
from lorgnette.activities.models import Activity, DayCount
from lorgnette.operations.erasing import portions
from lorgnette.operations.retention import delete_old
from lorgnette.scoring.follow import follow
from lorgnette.scoring.models import AccountScore
from tests.cast import invited, people
from tests.insight import estate

PRIVACY = "/admin/privacy/"
ADDRESS = "ingrid@nordhavn.example"


def words(response) -> str:
    text = re.sub(r"<(script|svg).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def work() -> None:
    for step in (portions.go_on, recount.go_on, follow):
        while step():
            pass


@pytest.fixture(autouse=True)
def _today(db):
    with estate.today():
        yield


@pytest.fixture
def helene(client):
    client.force_login(invited.administrator())
    return client


@pytest.fixture
def ingrid():
    """At Nordhavn, with a score."""
    nordhavn = estate.account("Nordhavn", estate.seller("Dafydd"))
    person = estate.person(nordhavn, "Ingrid Sørlie", "Head of fleet")
    Person.objects.filter(pk=person.pk).update(address=ADDRESS, address_key=ADDRESS)
    estate.did(person, "form.demo", subject="Fleet tracking")
    estate.did(person, "web.pricing", days_ago=100, times=2)
    estate.score_everything()
    return person


def tenths() -> int:
    return AccountScore.objects.get(account__name="Nordhavn").tenths


def test_nobody_but_an_administrator_comes_in(client):
    user = people.dafydd()
    people.granted(user.member)
    seller = people.signed_in(client, user)
    for path in ("", "machines/", "activities/", "receipts/x/", "receipts/x/receipt.txt"):
        assert seller.get(PRIVACY + path).status_code == 404
    for path in ("erase/", "people/x/", "machines/x/human/"):
        assert seller.post(PRIVACY + path).status_code == 404


def test_an_objection_is_noted_and_taken_back(helene, ingrid):
    found = helene.get(PRIVACY, {"address": ADDRESS.upper()})
    assert "Ingrid Sørlie" in words(found)
    assert "Nordhavn" in words(found)
    there = reverse("privacy_objection", args=[ingrid.public_id])
    said = {"do": "object", "address": ADDRESS, "reason": "by letter"}
    after = helene.post(there, said, follow=True)
    assert "1 person is not watched any more." in words(after)
    assert "objects to being watched" in words(after)
    work()
    assert (tenths(), Objection.objects.get().reason) == (0, "by letter")
    helene.post(there, {"do": "withdraw", "address": ADDRESS})
    work()
    assert tenths() > 0
    assert helene.post(reverse("privacy_objection", args=["nobody"])).status_code == 404


def test_nobody_and_no_address(helene):
    assert "Nobody with the address x@y.example is stored." in words(
        helene.get(PRIVACY, {"address": "x@y.example"})
    )
    odd = helene.get(PRIVACY, {"address": "odd"})
    assert (odd.status_code, 'id="address-error"' in odd.text) == (422, True)


def test_an_erasure_wants_the_address_and_gives_a_receipt(helene, ingrid):
    asked = {"address": ADDRESS, "typed": "ingrid", "reason": "Letter of 3 November"}
    refused = helene.post(PRIVACY + "erase/", asked)
    assert (refused.status_code, 'id="typed-error"' in refused.text) == (422, True)
    assert "Letter of 3 November" in refused.text
    under_way = helene.post(PRIVACY + "erase/", {**asked, "typed": ADDRESS}, follow=True)
    assert "Being erased" in words(under_way)
    assert 'hx-trigger="every 2s"' in under_way.text
    work()
    row = Erasure.objects.get()
    page = words(helene.get(reverse("privacy_receipt", args=[row.public_id])))
    assert "Activities 3" in page
    assert row.digest in page
    text = helene.get(reverse("privacy_receipt_file", args=[row.public_id, "txt"]))
    assert "Letter of 3 November" in text.text
    told = json.loads(
        helene.get(reverse("privacy_receipt_file", args=[row.public_id, "json"])).content
    )
    assert (told["deleted"]["people"], told["digest"]) == (1, row.digest)
    for shown in (page, text.text, json.dumps(told)):
        assert "ngrid" not in shown
    assert "was erased. Nothing that bears the address is taken again." in words(
        helene.get(PRIVACY, {"address": ADDRESS})
    )
    assert helene.get(reverse("privacy_receipt", args=["none"])).status_code == 404


def test_a_user_s_address_is_told(helene, ingrid):
    user = people.dafydd()
    own = user.member.address
    Person.objects.filter(pk=ingrid.pk).update(address=own, address_key=user.member.address_key)
    assert "A user of Lorgnette has this address." in words(helene.get(PRIVACY, {"address": own}))


def test_machines_are_listed_with_the_reason_and_a_human_taken_back(helene, ingrid):
    ids = list(Activity.objects.filter(type="form.demo").values_list("pk", flat=True))
    bots.mark(ids, "burst")
    page = helene.get(PRIVACY + "machines/")
    assert "Ingrid Sørlie 1 activity · too much at the same second" in words(page)
    there = reverse("privacy_human", args=[ingrid.public_id])
    after = helene.post(there, {"reason": "burst"}, follow=True)
    assert "1 activity counts as a human’s again." in words(after)
    assert Activity.objects.get(pk=ids[0]).human_at is not None


def test_rules_of_machines_are_saved_or_refused_beside_their_field(helene):
    refused = helene.post(PRIVACY + "machines/", {"burst": "two", "networks": ""})
    assert (refused.status_code, 'id="burst-error"' in refused.text) == (422, True)
    refused = helene.post(PRIVACY + "machines/", {"burst": "", "networks": "office"})
    assert (refused.status_code, 'id="networks-error"' in refused.text) == (422, True)
    helene.post(PRIVACY + "machines/", {"burst": "7", "networks": "203.0.113.0/24"})
    assert (rules().burst, rules().networks) == (7, "203.0.113.0/24")
    assert "Saved by" in words(helene.get(PRIVACY + "machines/")) or rules().is_looking


def test_what_is_deleted_is_asked_before(helene, ingrid):
    there = PRIVACY + "activities/"
    asked = helene.post(there, {"web.pricing": "90"})
    assert "2 activities are older than that and will be deleted for ever:" in words(asked)
    assert "scores change" in words(asked)
    assert kept_for.kept() == {}
    before = tenths()
    helene.post(there, {"web.pricing": "90", "confirm": "1"})
    assert kept_for.kept() == {"web.pricing": 90}
    assert delete_old().activities == 2
    work()
    assert not DayCount.objects.filter(type="web.pricing").exists()
    assert Activity.objects.count() == 1
    assert 0 < tenths() <= before
    assert delete_old().activities == 0
    helene.post(there, {})
    assert kept_for.kept() == {}


def test_odd_days_are_refused_beside_their_field(helene):
    refused = helene.post(PRIVACY + "activities/", {"web.visit": "0", "email.open": "30"})
    assert (refused.status_code, 'id="web.visit-error"' in refused.text) == (422, True)
    assert kept_for.kept() == {}


def test_old_activities_go_in_portions(ingrid, monkeypatch):
    monkeypatch.setattr(kept_for, "AT_A_TIME", 1)
    kept_for.keep(people.HELENE_ACTOR, {"web.pricing": 30})
    asked = iter([True, False])
    assert kept_for.delete_old(lambda: next(asked)) == 1
    assert kept_for.count_old() == {"web.pricing": 1}
    assert kept_for.count_old({"form.demo": 1}) == {}
    with pytest.raises(kept_for.DaysOutOfRange):
        kept_for.keep(people.HELENE_ACTOR, {"web.visit": 4_000})
