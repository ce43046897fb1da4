"""A person is erased at their wish: all of them, from every source, and they do not come back."""

from datetime import UTC, datetime, timedelta

import pytest

from lorgnette.accounts.models import Account, ErasedKey, Erasure, Person
from lorgnette.activities.models import Activity, DayCount, DeadEvent, Visitor, Waiting
from lorgnette.activities.objecting import objects
from lorgnette.audit.models import Entry
from lorgnette.audit.seal import seal_pending
from lorgnette.audit.verify import verify
from lorgnette.kernel import clock
from lorgnette.operations.erasing import portions
from lorgnette.operations.erasing.begin import (
    AddressNotTyped,
    NobodyToErase,
    ReasonTooLong,
    begin,
    look,
)
from lorgnette.operations.erasing.receipts import ReceiptMissing, of_address, receipt, receipts
from lorgnette.scoring.follow import follow
from lorgnette.scoring.models import AccountScore, PersonScore
from lorgnette.users.models import Member, User
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


def work():
    while portions.go_on():
        pass
    while follow():
        pass


def erase(address: str = ADDRESS, **given: str) -> str:
    ref = begin(HELENE_ACTOR, address, typed=address, **given)
    work()
    return ref


def claires() -> int:
    return Person.objects.filter(external_id__contains="claire").count()


def test_all_of_the_person_is_gone_and_the_score_with_it(folder):
    follow()
    assert AccountScore.objects.get(account__external_id="a-banque").tenths > 0
    found = look("Claire.Aubert@Banque-Fictive.example")
    assert [(one.name, one.accounts) for one in found.people] == [
        ("Claire Aubert", ["Banque Fictive"])
    ]
    assert (found.counts["activities"], found.is_member, found.was_erased) == (2, False, False)
    ref = erase(reason="Letter of 20 November")
    assert claires() == 0
    assert Activity.objects.count() == 1
    assert set(DayCount.objects.values_list("account__external_id", flat=True)) == {"a-meunier"}
    assert AccountScore.objects.get(account__external_id="a-banque").tenths == 0
    assert PersonScore.objects.filter(account__external_id="a-banque").count() == 0
    told = receipt(ref)
    assert (told.by, told.reason, told.percent) == ("Hélène Dubreuil", "Letter of 20 November", 100)
    assert {"activities": 2, "people": 1, "memberships": 1}.items() <= told.deleted.items()


def test_neither_name_nor_address_is_left_in_the_receipt_or_the_trail(folder):
    ref = erase()
    row = Erasure.objects.get(public_id=ref)
    kept = " ".join(str(value) for value in vars(row).values())
    kept += " ".join(str(vars(entry)) for entry in Entry.objects.filter(subject_kind="erasure"))
    assert "claire" not in kept.lower()
    assert len(row.digest) == 64
    assert [one.ref for one in of_address(ADDRESS)] == [ref]
    assert [one.ref for one in receipts().rows] == [ref]


def test_it_wants_the_address_typed_and_somebody_to_erase(folder):
    with pytest.raises(AddressNotTyped):
        begin(HELENE_ACTOR, ADDRESS, typed="claire")
    with pytest.raises(NobodyToErase):
        begin(HELENE_ACTOR, "nobody@x.example", typed="nobody@x.example")
    with pytest.raises(ReasonTooLong):
        begin(HELENE_ACTOR, ADDRESS, typed=ADDRESS, reason="x" * 401)
    with pytest.raises(ReceiptMissing):
        receipt("none")
    assert claires() == 1


def test_a_synchronisation_does_not_bring_them_back(folder):
    erase()
    folder.add("activities.csv", "e-77,c-claire,form.demo,2026-11-22T10:00:00Z,,")
    folder.add("contacts.csv", f"c-other,Aubert,Claire,a-banque,{ADDRESS},,")
    outcome = folder.sync()
    assert outcome is not None
    assert (claires(), Activity.objects.count()) == (0, 1)
    assert not Person.objects.filter(address_key=ADDRESS).exists()
    assert look(ADDRESS).was_erased


def test_events_do_not_bring_them_back(folder, client):
    site = Website(client)
    traits = {"email": ADDRESS}
    site.send(
        event("identify", userId="u-9", anonymousId="a-9", traits=traits),
        track(userId="u-9"),
        {"type": "odd", "messageId": "dead-1", "userId": "u-9", "traits": traits},
    )
    assert Visitor.objects.count() == 2
    erase()
    assert (Visitor.objects.count(), DeadEvent.objects.get().payload) == (0, "")
    before = rows()
    site.send(
        track(userId="u-9"),
        track(anonymousId="a-9"),
        event("identify", userId="new", traits={"email": ADDRESS.upper()}),
        {"type": "odd", "messageId": "dead-2", "userId": "u-9"},
    )
    assert rows() == before | {"seen": before["seen"] + 3, "dead": 2}
    assert set(DeadEvent.objects.values_list("payload", flat=True)) == {""}
    assert site.row.sourceday_set.get().dropped == 3


def test_a_contact_and_somebody_events_made_of_the_same_address_go_together(folder, client):
    site = Website(client)
    site.send(event("identify", userId="u-5", traits={"email": "new@banque-fictive.example"}))
    site.send(track(userId="u-5"), track(anonymousId="waits"))
    folder.add("contacts.csv", "c-new,New,,a-banque,new@banque-fictive.example,,")
    folder.sync()
    assert Person.objects.filter(external_id__in=["u-5", "c-new"]).count() == 2
    assert len(look("new@banque-fictive.example").people) == 2
    erase("new@banque-fictive.example")
    assert not Person.objects.filter(external_id__in=["u-5", "c-new"]).exists()
    assert (Visitor.objects.count(), Waiting.objects.count()) == (0, 1)


def test_a_user_of_lorgnette_of_that_address_stays(folder):
    user = people.dafydd()
    account = Account.objects.get(external_id="a-banque")
    row = Person.objects.get(external_id="c-claire")
    Person.objects.filter(pk=row.pk).update(
        address=user.member.address, address_key=user.member.address_key
    )
    assert look(user.member.address).is_member
    erase(user.member.address)
    assert Member.objects.filter(pk=user.member_id).exists()
    assert User.objects.get(pk=user.pk).member.name == "Dafydd Prys-Howell"
    assert Account.objects.filter(pk=account.pk).exists()


def test_many_activities_go_in_portions_and_it_goes_on_after_a_kill(folder, monkeypatch):
    monkeypatch.setattr(portions, "AT_A_TIME", 3)
    row = Person.objects.get(external_id="c-claire")
    account = Account.objects.get(external_id="a-banque")
    Activity.objects.bulk_create(
        Activity(
            account=account,
            person=row,
            type="web.visit",
            at=NOW - timedelta(days=n),
            weight=1,
        )
        for n in range(10)
    )
    ref = begin(HELENE_ACTOR, ADDRESS, typed=ADDRESS)
    monkeypatch.setattr(portions, "_rest", lambda _pk: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work()
    half = receipt(ref)
    assert (half.ended_at, half.deleted["activities"], half.percent) == (None, 12, 99)
    monkeypatch.undo()
    with clock.pretend(NOW):
        work()
    assert (claires(), receipt(ref).deleted["activities"]) == (0, 12)


def test_names_about_them_leave_the_trail_and_its_chain_holds(folder):
    objects(HELENE_ACTOR, Person.objects.get(external_id="c-claire").public_id, reason="a letter")
    seal_pending()
    erase()
    seal_pending()
    entry = Entry.objects.get(verb="privacy.objected")
    assert not hasattr(entry, "detail")
    verdict = verify()
    assert (verdict.holds, verdict.erased) == (True, 1)


def test_the_digests_hold_no_address_without_the_key(folder, settings):
    erase()
    assert ErasedKey.objects.count() >= 2
    own = list(settings.SEALING_SECRETS)
    settings.SEALING_SECRETS = ["another secret of at least thirty-two letters"]
    assert not look(ADDRESS).was_erased
    settings.SEALING_SECRETS = [*settings.SEALING_SECRETS, *own]
    assert look(ADDRESS).was_erased
