"""Who may see whose accounts is asked anew each time."""

from datetime import date, timedelta

import pytest

from lorgnette.access import grants
from lorgnette.access.leavers import flagged
from lorgnette.access.policy import (
    AccessEnded,
    AccessLocked,
    AccessRevoked,
    NeverInvited,
    viewer_for,
)
from lorgnette.directory.models import CrmUser, Source
from lorgnette.kernel import clock
from lorgnette.users.links import link
from tests.cast.people import AT, HELENE_ACTOR, PARIS, dafydd, granted, helene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with clock.pretend(AT):
        yield


def crm_user(name: str, **fields) -> CrmUser:
    source, _made = Source.objects.get_or_create(
        kind="csv_folder", name="CRM", location="crm", defaults={"created_at": AT}
    )
    return CrmUser.objects.create(source=source, external_id=name, name=name, **fields)


def test_own_is_what_the_crm_says_is_theirs():
    seller, theirs = dafydd(), crm_user("Dafydd")
    crm_user("Wilhelmina")
    link({seller.member: [theirs.pk]})
    granted(seller.member, last_day=date(2026, 12, 31))
    viewer = viewer_for(seller, ip="192.0.2.7", agent="Firefox")
    assert viewer.crm_user_ids == {theirs.pk}
    assert (viewer.scope, viewer.last_day, viewer.zone) == ("own", date(2026, 12, 31), PARIS)
    assert (viewer.actor.kind, viewer.actor.ip) == ("sales_user", "192.0.2.7")
    assert not viewer.read_only


def test_reports_are_those_below_at_that_moment():
    manager, theirs = helene(), crm_user("u-helene")
    report = crm_user("u-dafydd", manager_external_id="u-helene")
    below = crm_user("u-bo", manager_external_id="u-dafydd", active=False)
    peer = crm_user("u-peer", manager_external_id="u-other")
    link({manager.member: [theirs.pk]})
    granted(manager.member, scope="reports")
    viewer = viewer_for(manager)
    assert viewer.crm_user_ids == {theirs.pk, report.pk, below.pk}
    assert viewer.are_theirs
    CrmUser.objects.filter(pk=report.pk).update(manager_external_id="u-other")
    CrmUser.objects.filter(pk=peer.pk).update(manager_external_id="u-helene")
    assert viewer_for(manager).crm_user_ids == {theirs.pk, peer.pk}


def test_reports_of_somebody_the_crm_does_not_know_are_nobody():
    seller = dafydd()
    crm_user("Wilhelmina")
    granted(seller.member, scope="reports")
    assert viewer_for(seller).crm_user_ids == frozenset()


def test_without_any_crm_user_there_are_no_accounts_rather_than_all():
    seller = dafydd()
    granted(seller.member)
    assert viewer_for(seller).crm_user_ids == frozenset()


def test_chosen_is_the_chosen_one_and_all_has_no_list():
    seller, manager, theirs = dafydd(), helene(), crm_user("Wilhelmina")
    grants.give(
        seller.member,
        scope="chosen",
        chosen=theirs,
        last_day=None,
        zone=PARIS,
        actor=HELENE_ACTOR,
        at=AT,
    )
    granted(manager.member, scope="all")
    assert viewer_for(seller).crm_user_ids == {theirs.pk}
    assert viewer_for(manager).crm_user_ids is None


def test_an_administrator_without_a_grant_sees_all_accounts():
    viewer = viewer_for(helene())
    assert (viewer.crm_user_ids, viewer.scope) == (None, "all")


def test_each_reason_to_see_nothing_is_a_refusal_of_its_own():
    seller = dafydd()
    with pytest.raises(NeverInvited):
        viewer_for(seller)
    granted(seller.member, last_day=date(2026, 11, 24))
    with clock.pretend(AT + timedelta(days=1)), pytest.raises(AccessEnded) as ended:
        viewer_for(seller)
    assert (ended.value.status, ended.value.values["last_day"]) == (403, date(2026, 11, 24))
    grants.lock(seller.member.public_id, "On leave", HELENE_ACTOR)
    with pytest.raises(AccessLocked) as locked:
        viewer_for(seller)
    assert locked.value.values["reason"] == "On leave"
    grants.unlock(seller.member.public_id, HELENE_ACTOR)
    grants.revoke(seller.member.public_id, HELENE_ACTOR)
    with pytest.raises(AccessRevoked):
        viewer_for(seller)


def test_who_has_left_in_every_crm_is_flagged_and_still_sees():
    seller, stayed = dafydd(), helene()
    link({seller.member: [crm_user("Dafydd", active=False).pk, crm_user("Old", gone_at=AT).pk]})
    link({stayed.member: [crm_user("Hélène").pk, crm_user("Older", gone_at=AT).pk]})
    granted(seller.member)
    assert flagged([seller.member_id, stayed.member_id]) == {seller.member_id}
    assert viewer_for(seller)


def test_who_has_no_crm_user_has_not_left():
    assert flagged([dafydd().member_id]) == frozenset()


def test_who_came_back_under_a_new_id_of_the_address_has_not_left():
    seller = dafydd()
    link({seller.member: [crm_user("Dafydd, left", active=False).pk]})
    assert flagged([seller.member_id]) == {seller.member_id}
    crm_user("Dafydd, back", address_key=seller.member.address_key)
    assert flagged([seller.member_id]) == frozenset()
