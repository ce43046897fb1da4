"""Editing a pending invitation: what it leads to is foreseen, then done, and nothing widens."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lorgnette.audit.models import Entry
from lorgnette.invitations import accept, amend, edit, roster
from lorgnette.invitations.changes import NothingChanged
from lorgnette.invitations.checks import CrmUserNotChosen, NoCrmUser
from lorgnette.invitations.edit import Changes, NothingToEdit
from lorgnette.invitations.reasons import AlreadyInvited, AlreadyUser
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import AddressMalformed
from lorgnette.kernel.names import NameHasMarkup
from lorgnette.mail import outcomes
from lorgnette.mail.models import Message
from lorgnette.users.models import Member
from lorgnette.users.naming import NameTheirs
from tests.cast import invited
from tests.mail.state import outcome

NEW = "bo.e@aubier.example"
NEW_YEARS_EVE = date(2026, 12, 31)


def gone(person):
    """The mail has left."""
    message = invited.current(person).message
    Message.objects.filter(pk=message.pk).update(handed_at=clock.now())
    message.refresh_from_db()
    outcomes.sent(message, delivered=False)


@pytest.fixture
def bo(helene, cast):
    """Invited to the accounts of their own, without an end; the link is known, the mail is gone."""
    invited.account("Kestrel", cast.bo)
    invited.invite(helene, cast.bo)
    cast.bo.token = invited.token(cast.bo)
    gone(cast.bo)
    cast.bo.ref = invited.member_ref(cast.bo)
    return cast.bo


def test_another_address_moves_the_invitation_under_a_new_link(bo, actor):
    foreseen = edit.foresee(bo.ref, Changes(address=NEW))
    assert (foreseen.mailed, foreseen.mail_gone, foreseen.person) == ("moved", True, "")
    moved = edit.edit(bo.ref, actor, Changes(address=NEW))
    target = Member.objects.get(public_id=moved.member_ref)
    assert (target.address, target.name) == (NEW, "Bo Ek")
    with pytest.raises(accept.LinkRevoked):
        accept.look(bo.token)
    offer = accept.look(invited.token(target))
    assert (offer.invited_address, offer.accounts) == (NEW, 1)
    message = Message.objects.get(public_id=moved.message_ref)
    assert (message.to_address, message.values["address"]) == (NEW, NEW)


def test_who_was_mistyped_is_on_the_list_no_more(bo, actor):
    edit.edit(bo.ref, actor, Changes(address=NEW))
    assert [line.address for line in roster.list_members().rows] == [NEW]


def test_mail_that_has_not_left_is_cancelled(helene, cast, actor):
    invited.invite(helene, cast.ana)
    old = invited.current(cast.ana).message
    edit.edit(invited.member_ref(cast.ana), actor, Changes(address="ana.l@aubier.example"))
    old.refresh_from_db()
    assert (outcome(old), old.sealed) == ("cancelled", None)


def test_nobody_gets_a_second_invitation_or_access_by_a_move(bo, helene, cast, actor):
    invited.invite(helene, cast.ana, cast.dafydd)
    accept.accept(invited.token(cast.dafydd), password_hash=invited.UNUSABLE_HASH)
    for person, why_not in ((cast.ana, AlreadyInvited), (cast.dafydd, AlreadyUser)):
        for verb in (edit.foresee, lambda ref, changes: edit.edit(ref, actor, changes)):
            with pytest.raises(why_not) as refused:
                verb(bo.ref, Changes(address=person.address.upper()))
            assert refused.value.field == "address"
    assert accept.look(bo.token).invited_address == bo.address


def test_a_former_person_of_the_address_keeps_name_and_accounts(bo, helene, cast, actor):
    invited.invite(helene, cast.ana)
    amend.revoke(invited.member_ref(cast.ana), actor)
    changes = Changes(address=cast.ana.address, first_name="Bob")
    assert edit.foresee(bo.ref, changes).person == "Ana Lindqvist"
    edit.edit(bo.ref, actor, changes)
    offer = accept.look(invited.token(cast.ana))
    assert (offer.name, offer.accounts) == ("Ana Lindqvist", 0)


def test_another_day_alone_keeps_the_link_and_mails_nobody(bo, actor):
    changes = Changes(last_day=NEW_YEARS_EVE)
    assert edit.foresee(bo.ref, changes).mailed == ""
    assert edit.edit(bo.ref, actor, changes).message_ref == ""
    offer = accept.look(bo.token)
    assert (offer.last_day, offer.link_ends_at) == (
        NEW_YEARS_EVE,
        datetime(2026, 11, 30, 13, 16, tzinfo=UTC),
    )
    assert Message.objects.count() == 1


def test_a_link_ends_with_the_access_it_offers_and_no_earlier(bo, actor):
    edit.edit(bo.ref, actor, Changes(last_day=date(2026, 11, 25)))
    assert accept.look(bo.token).link_ends_at == datetime(2026, 11, 25, 23, tzinfo=UTC)
    edit.edit(bo.ref, actor, Changes(last_day=None))
    assert accept.look(bo.token).link_ends_at == datetime(2026, 11, 30, 13, 16, tzinfo=UTC)


def test_whoever_asks_for_it_mails_a_new_link(bo, actor):
    assert edit.edit(bo.ref, actor, Changes(last_day=NEW_YEARS_EVE, mail=True)).message_ref
    with pytest.raises(accept.LinkSuperseded):
        accept.look(bo.token)
    assert accept.look(invited.token(bo)).last_day == NEW_YEARS_EVE


def test_a_link_that_is_over_stays_over(bo, actor):
    with clock.pretend(clock.now() + timedelta(days=8)):
        assert edit.foresee(bo.ref, Changes(last_day=NEW_YEARS_EVE)).mailed == "link_over"
        edit.edit(bo.ref, actor, Changes(last_day=NEW_YEARS_EVE))
        with pytest.raises(accept.LinkSuperseded):
            accept.look(bo.token)
        accept.look(invited.token(bo))


def test_a_mail_that_waits_goes_out_as_changed(helene, cast, actor):
    invited.invite(helene, cast.ana)
    ref = invited.member_ref(cast.ana)
    assert edit.foresee(ref, Changes(first_name="Anna")).mailed == "unsent"
    edit.edit(ref, actor, Changes(first_name="Anna"))
    waiting = Message.objects.get(final=False)
    assert (waiting.values["first_name"], waiting.to_name) == ("Anna", "Anna Lindqvist")


def test_a_wider_view_is_foreseen_and_given_at_acceptance(bo, actor):
    changes = Changes(scope="all")
    assert edit.foresee(bo.ref, changes).widens
    assert not edit.foresee(bo.ref, Changes(last_day=NEW_YEARS_EVE)).widens
    edit.edit(bo.ref, actor, changes)
    assert accept.look(bo.token).scope == "all"


def test_reports_widen_as_far_as_there_are_any(bo, cast, actor):
    reports = Changes(scope="reports")
    assert not edit.foresee(bo.ref, reports).widens
    cast.ana.manager_external_id = cast.bo.external_id
    cast.ana.save()
    invited.account("Orne", cast.ana)
    foreseen = edit.foresee(bo.ref, reports)
    assert (foreseen.widens, foreseen.accounts_before, foreseen.accounts) == (True, 1, 2)
    edit.edit(bo.ref, actor, reports)
    assert not edit.foresee(bo.ref, Changes(scope="own")).widens
    offer = accept.look(bo.token)
    assert (offer.scope, offer.accounts) == ("reports", 2)


def test_a_chosen_crm_user_is_named(bo, cast, actor):
    with pytest.raises(CrmUserNotChosen):
        edit.foresee(bo.ref, Changes(scope="chosen"))
    changes = Changes(scope="chosen", chosen_ref=cast.ana.public_id)
    assert edit.foresee(bo.ref, changes).chosen_name == "Ana Lindqvist"
    edit.edit(bo.ref, actor, changes)
    assert invited.current(bo).chosen == cast.ana


def test_own_accounts_need_a_crm_user(helene, actor):
    ref = invited.send.send(actor, invited.drafted_by_email(helene))
    member = Member.objects.get(address="eva@partner.example")
    assert ref
    with pytest.raises(NoCrmUser):
        edit.edit(member.public_id, actor, Changes(scope="own"))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        (Changes(), NothingChanged),
        (Changes(first_name="Bo"), NothingChanged),
        (Changes(address="bo@"), AddressMalformed),
        (Changes(first_name="<b>"), NameHasMarkup),
        (Changes(scope="everything"), edit.Refusal),
        (Changes(last_day=date(2026, 11, 22)), edit.Refusal),
    ],
)
def test_what_is_wrong_writes_nothing(bo, actor, changes, refusal):
    before = Entry.objects.count()
    with pytest.raises(refusal):
        edit.edit(bo.ref, actor, changes)
    assert Entry.objects.count() == before


def test_the_name_of_somebody_who_signs_in_is_theirs(bo, helene, actor):
    accept.accept(bo.token, password_hash=invited.UNUSABLE_HASH)
    with pytest.raises(NothingToEdit):
        edit.edit(bo.ref, actor, Changes(first_name="Bob"))
    amend.revoke(bo.ref, actor)
    invited.invite(helene, bo)
    with pytest.raises(NameTheirs):
        edit.edit(bo.ref, actor, Changes(first_name="Bob"))


def test_nobodys_mailbox_is_flooded_by_edits(bo, actor):
    for day in range(1, 5):
        edit.edit(bo.ref, actor, Changes(last_day=date(2026, 12, day), mail=True))
    with pytest.raises(amend.ResentTooOften):
        edit.edit(bo.ref, actor, Changes(last_day=date(2026, 12, 6), mail=True))


def test_the_audit_trail_keeps_old_and_new(bo, actor):
    edit.edit(bo.ref, actor, Changes(address=NEW, last_day=NEW_YEARS_EVE))
    moved, edited = Entry.objects.filter(verb__in=("invitation.moved", "invitation.edited"))
    if moved.verb != "invitation.moved":
        moved, edited = edited, moved
    assert moved.subject_ref == bo.ref
    assert edited.values["old"] == {"last_day": None, "scope": "own", "chosen": ""}
    assert edited.values["new"]["last_day"] == "2026-12-31"
    assert edited.detail.personal["about"]["old"]["address"] == bo.address
    assert edited.detail.personal["about"]["new"]["address"] == NEW
