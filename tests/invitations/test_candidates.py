"""The picker shows who can be invited, and each of the others with the reason and a way out."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from lorgnette.access import grants
from lorgnette.access.models import Grant
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import accept, amend, candidates, edit
from lorgnette.invitations.candidates import CrmFilter
from lorgnette.invitations.edit import Changes
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.users.models import Member
from tests.cast import invited

ALL = CrmFilter()


def why_not(person):
    (candidate,) = candidates.chosen([person.public_id])
    reason = candidate.reason
    return (reason.code, dict(reason.values), candidate.way_out) if reason else None


def accepted(helene, person, **answers):
    invited.invite(helene, person, **answers)
    return accept.accept(invited.token(person), password_hash=invited.UNUSABLE_HASH)


def test_those_who_can_be_invited_come_by_name(cast):
    page = candidates.search(ALL).page
    assert [c.name for c in page.rows] == ["Ana Lindqvist", "Bo Ek", "Dafydd Prys-Howell"]
    assert [c.language for c in page.rows] == ["fr", "en", "en"]
    assert [c.side for c in page.rows] == ["Nord", "Nord", "Wales"]


def test_a_filter_and_its_counts(cast):
    found = candidates.search(CrmFilter(text="ZOE mártin"))
    assert (found.invitable, found.not_invitable, found.directory_total) == (0, 1, 5)
    assert [c.name for c in found.blocked] == ["Zoé Martin"]


@pytest.mark.parametrize("looked_at", [1, 100])
def test_who_cannot_be_invited_is_shown_however_late_they_come_by_name(
    cast, monkeypatch, looked_at
):
    monkeypatch.setattr(candidates, "LOOKED_AT", looked_at)
    blocked = [(c.name, c.reason.code) for c in candidates.search(ALL).blocked]
    assert blocked == [("Tom Old", "no_address"), ("Zoé Martin", "inactive_since")]


def test_pages_hold_everybody_once(cast):
    first = candidates.search(ALL, size=2)
    second = candidates.search(ALL, size=2, cursor=first.page.next)
    names = [c.name for c in (*first.page.rows, *second.page.rows)]
    assert names == ["Ana Lindqvist", "Bo Ek", "Dafydd Prys-Howell"]


def test_no_address(cast):
    assert why_not(cast.tom) == ("no_address", {}, "")


def test_an_address_that_is_none(db):
    person = invited.crm_user("Cy", "Twin", "cy@twin@aubier.example")
    assert why_not(person) == ("unusable_address", {"address": "cy@twin@aubier.example"}, "")


def test_inactive_in_the_crm(cast):
    assert why_not(cast.zoe) == ("inactive_since", {"day": date(2026, 11, 23)}, "")


def test_gone_from_the_crm(cast):
    CrmUser.objects.filter(pk=cast.bo.pk).update(gone_at=invited.MONDAY)
    assert why_not(cast.bo) == ("gone_from_crm", {}, "")
    assert candidates.search(ALL).directory_total == 4


def test_invited_already(helene, cast):
    invited.invite(helene, cast.bo)
    assert why_not(cast.bo) == ("already_invited", {"day": date(2026, 11, 30)}, "resend")
    with clock.pretend(clock.now() + timedelta(days=7)):
        expected = ("invited_link_expired", {"day": date(2026, 11, 30)}, "resend")
        assert why_not(cast.bo) == expected


def test_a_user_already(helene, cast):
    accepted(helene, cast.bo)
    assert why_not(cast.bo) == ("already_user", {"day": date(2026, 11, 23)}, "open")


def test_access_that_is_over_is_extended_not_invited_again(helene, cast):
    accepted(helene, cast.bo, last_day=date(2026, 11, 23))
    with clock.pretend(clock.now() + timedelta(days=1)):
        assert why_not(cast.bo) == ("already_ended", {"day": date(2026, 11, 23)}, "open")


def test_access_that_is_locked(helene, actor, cast):
    accepted(helene, cast.bo)
    grants.lock(invited.member_ref(cast.bo), "", actor)
    assert why_not(cast.bo) == ("already_locked", {"day": date(2026, 11, 23)}, "open")


def test_the_revoked_and_those_who_declined_may_be_invited_again(helene, actor, cast):
    invited.invite(helene, cast.bo, cast.ana)
    accepted(helene, cast.dafydd)
    amend.revoke(invited.member_ref(cast.bo), actor)
    amend.revoke(invited.member_ref(cast.dafydd), actor)
    accept.decline(invited.token(cast.ana))
    assert [why_not(p) for p in (cast.ana, cast.bo, cast.dafydd)] == [None, None, None]
    assert candidates.search(ALL).invitable == 3


def test_an_offer_whose_last_day_is_over_keeps_nobody_from_a_new_one(helene, cast):
    invited.invite(helene, cast.bo, last_day=date(2026, 11, 24))
    assert candidates.search(ALL).invitable == 2
    with clock.pretend(clock.now() + timedelta(days=2)):
        assert why_not(cast.bo) is None
        assert candidates.search(ALL).invitable == 3


def test_of_two_crm_users_with_one_address_the_first_is_invited_for_both(helene, cast):
    twin = invited.crm_user("Robert", "Ek", "Bo.Ek@AUBIER.example")
    assert why_not(cast.bo) is None
    assert why_not(twin) == ("same_address", {"name": "Bo Ek"}, "")
    invited.invite(helene, cast.bo)
    assert why_not(twin)[0] == "already_invited"


def test_an_inactive_twin_keeps_nobody_from_being_invited(db):
    invited.crm_user("Bo", "Ek", active=False)
    twin = invited.crm_user("Robert", "Ek", "bo.ek@aubier.example")
    assert why_not(twin) is None


def test_an_administrator_can_be_invited_as_a_sales_user(helene):
    row = invited.crm_user("Hélène", "Dubreuil", "helene.dubreuil@aubier.example")
    (candidate,) = candidates.chosen([row.public_id])
    assert candidate.reason is None
    assert candidate.member_ref == helene.member.public_id


def test_freezing_keeps_those_who_can_be_invited_now(helene, cast):
    assert candidates.freeze(CrmFilter(region="Nord")) == [cast.ana.public_id, cast.bo.public_id]
    assert candidates.freeze(ALL, limit=1) == [cast.ana.public_id]


@pytest.mark.parametrize("refs", [[], ["nobody"]])
def test_unknown_refs_are_left_out(db, refs):
    assert candidates.chosen(refs) == []


def test_the_reasons_in_python_and_the_counts_in_sql_agree(helene, actor, cast):
    """Every kind of standing at once: a candidate has a reason where SQL does not count them."""
    for name in ("Invited", "Accepted", "Locked", "Revoked", "Declined"):
        invited.invite(helene, invited.crm_user("Kim", name))
    by_name = {row.last_name: row for row in CrmUser.objects.filter(first_name="Kim")}
    for name in ("Accepted", "Locked"):
        accept.accept(invited.token(by_name[name]), password_hash=invited.UNUSABLE_HASH)
    grants.lock(invited.member_ref(by_name["Locked"]), "", actor)
    amend.revoke(invited.member_ref(by_name["Revoked"]), actor)
    accept.decline(invited.token(by_name["Declined"]))
    invited.crm_user("Ana", "Twin", cast.ana.address)
    invited.crm_user("Odd", "Address", "odd address")
    everybody = candidates.chosen(list(CrmUser.objects.values_list("public_id", flat=True)))
    able = {c.ref for c in everybody if c.reason is None}
    assert able == set(candidates.freeze(ALL))
    assert Grant.objects.count() == 2
    blocked = {c.ref for c in candidates.search(ALL).blocked}
    assert blocked == {c.ref for c in everybody} - able


MOVED = "bo.e@aubier.example"


def moved(helene, actor, cast, address=MOVED):
    """Bo's invitation went to an address that nobody had, and on to another one."""
    invited.invite(helene, cast.bo)
    return edit.edit(invited.member_ref(cast.bo), actor, Changes(address=address)).member_ref


def test_whose_invitation_was_sent_to_another_address_is_not_offered(helene, actor, cast):
    there = moved(helene, actor, cast)
    assert why_not(cast.bo) == ("invited_elsewhere", {"address": MOVED}, "open")
    found = candidates.search(CrmFilter(text="bo ek"))
    assert (found.invitable, [c.member_ref for c in found.blocked]) == (0, [there])
    assert candidates.search(ALL).invitable == 2
    assert cast.bo.public_id not in candidates.freeze(ALL)
    amend.revoke(there, actor)
    assert why_not(cast.bo) is None


def test_an_invitation_is_followed_through_resends_and_further_addresses(helene, actor, cast):
    there = moved(helene, actor, cast, "bo@aubier.exmaple")
    amend.resend(there, actor)
    there = edit.edit(there, actor, Changes(address=MOVED)).member_ref
    amend.resend(there, actor)
    assert why_not(cast.bo) == ("invited_elsewhere", {"address": MOVED}, "open")
    member = Member.objects.get(public_id=there)
    accept.accept(invited.token(member), password_hash=invited.UNUSABLE_HASH)
    assert why_not(cast.bo) == ("user_elsewhere", {"address": MOVED}, "open")
    assert candidates.search(ALL).invitable == 2
    grants.revoke(there, actor)
    assert why_not(cast.bo) is None


def test_an_invitation_given_to_another_crm_user_leaves_the_first_to_be_invited(
    helene, actor, cast
):
    moved(helene, actor, cast, cast.ana.address)
    assert why_not(cast.bo) is None
    assert why_not(cast.ana)[0] == "already_invited"


def test_moved_and_back_is_the_same_invitation(helene, actor, cast):
    there = moved(helene, actor, cast)
    edit.edit(there, actor, Changes(address=cast.bo.address))
    assert why_not(cast.bo)[0] == "already_invited"
    assert not Invitation.objects.filter(superseded_at=None, moved_from__isnull=False).exists()


def test_what_was_moved_before_moves_were_noted_is_found(helene, actor, cast):
    there = moved(helene, actor, cast)
    amend.resend(there, actor)
    Invitation.objects.update(moved_from=None)
    assert why_not(cast.bo) is None
    import_module("lorgnette.invitations.migrations.0010_moved_before").fill(apps, None)
    assert why_not(cast.bo) == ("invited_elsewhere", {"address": MOVED}, "open")
