"""Resend gives a new link and kills the old; revoke takes back what waits or what was given."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lorgnette.access.policy import AccessRevoked, viewer_for
from lorgnette.audit.models import Entry
from lorgnette.invitations import accept, amend, progress
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.kernel.actor import SYSTEM
from lorgnette.mail.letters import Letter
from lorgnette.mail.models import Message
from lorgnette.users.actors import actor_of
from lorgnette.users.models import User
from lorgnette.workspace.models import Workspace
from tests.cast import invited
from tests.mail.state import outcome


@pytest.fixture
def bo(helene, cast):
    """Invited, in her own words, until New Year’s Eve."""
    edited = {"en": Letter("Come in", "[link]")}
    invited.invite(helene, cast.bo, last_day=date(2026, 12, 31), letters=edited)
    return cast.bo


def test_a_resend_makes_a_new_link_and_kills_the_old(bo, actor):
    old = invited.token(bo)
    with clock.pretend(clock.now() + timedelta(days=9)):
        amend.resend(invited.member_ref(bo), actor)
        new = invited.token(bo)
        assert accept.look(new).link_ends_at == datetime(2026, 12, 9, 13, 16, tzinfo=UTC)
        with pytest.raises(accept.LinkSuperseded) as dead:
            accept.look(old)
    assert (dead.value.status, dead.value.values["day"]) == (410, date(2026, 12, 2))
    assert new != old


def test_a_resend_cancels_the_old_mail_and_keeps_its_words(bo, actor):
    old = invited.current(bo).message
    ref = amend.resend(invited.member_ref(bo), actor)
    old.refresh_from_db()
    new = Message.objects.get(public_id=ref)
    assert (outcome(old), old.sealed) == ("cancelled", None)
    assert (new.text.subject, outcome(new)) == ("Come in", "queued")
    assert new.message_id != old.message_id


def test_a_resend_offers_what_was_offered(bo, actor):
    before = invited.current(bo)
    amend.resend(invited.member_ref(bo), actor)
    after = invited.current(bo)
    for fact in ("scope", "last_day", "zone", "ends_at", "chosen_id", "via", "reason", "batch_id"):
        assert getattr(after, fact) == getattr(before, fact)
    assert after.renews_id == before.pk


def test_a_resend_is_the_mail_of_who_resends(bo):
    mona = invited.administrator("Mona", "Vidal")
    amend.resend(invited.member_ref(bo), actor_of(mona))
    message = invited.current(bo).message
    assert (message.reply_name, message.values["inviter"]) == ("Mona Vidal", "Mona Vidal")
    amend.resend(invited.member_ref(bo), SYSTEM)
    assert invited.current(bo).message.reply_name == "Mona Vidal"


def test_the_batch_follows_the_resent_invitation(bo, actor):
    batch = invited.current(bo).batch.public_id
    amend.resend(invited.member_ref(bo), actor)
    found = progress.batch(batch)
    assert (found.total, found.counts["queued"], found.counts["superseded"]) == (1, 1, 0)


def test_a_link_never_outlives_the_access_offered(bo, actor):
    with clock.pretend(datetime(2026, 12, 30, 9, tzinfo=UTC)):
        amend.resend(invited.member_ref(bo), actor)
        assert invited.current(bo).link_ends_at == datetime(2026, 12, 31, 23, tzinfo=UTC)


def test_an_offer_whose_last_day_is_over_is_not_resent(bo, actor):
    with clock.pretend(datetime(2027, 1, 1, 9, tzinfo=UTC)), pytest.raises(amend.AccessDateOver):
        amend.resend(invited.member_ref(bo), actor)


def test_nobodys_mailbox_is_flooded(bo, actor):
    ref = invited.member_ref(bo)
    Workspace.objects.update(address_daily=10)
    for _again in range(4):
        amend.resend(ref, actor)
    with pytest.raises(amend.ResentTooOften):
        amend.resend(ref, actor)
    assert Invitation.objects.count() == 5
    with clock.pretend(clock.now() + timedelta(hours=1)):
        amend.resend(ref, actor)


def test_there_is_nothing_to_resend_once_answered(bo, actor):
    accept.accept(invited.token(bo), password_hash=invited.UNUSABLE_HASH)
    with pytest.raises(amend.NothingPending):
        amend.resend(invited.member_ref(bo), actor)


@pytest.mark.parametrize("verb", [amend.resend, amend.revoke])
def test_nobody_of_that_ref(db, actor, verb):
    with pytest.raises(amend.MemberMissing):
        verb("nobody", actor)


def test_revoking_a_pending_invitation_kills_the_link_and_cancels_the_mail(bo, actor):
    token = invited.token(bo)
    amend.revoke(invited.member_ref(bo), actor)
    with pytest.raises(accept.LinkRevoked):
        accept.accept(token, password_hash=invited.UNUSABLE_HASH)
    assert outcome(invited.current(bo).message) == "cancelled"
    assert not User.objects.exclude(is_administrator=True).exists()


def test_revoking_an_access_ends_it_and_its_sessions(bo, actor):
    user = accept.accept(invited.token(bo), password_hash=invited.UNUSABLE_HASH)
    salt = user.session_salt
    amend.revoke(invited.member_ref(bo), actor)
    user.refresh_from_db()
    assert user.session_salt != salt
    with pytest.raises(AccessRevoked):
        viewer_for(user)
    with pytest.raises(amend.NothingToRevoke):
        amend.revoke(invited.member_ref(bo), actor)


def test_resend_and_revoke_are_in_the_audit_trail(bo, actor):
    ref = invited.member_ref(bo)
    amend.resend(ref, actor)
    amend.revoke(ref, actor)
    verbs = Entry.objects.filter(subject_ref=ref).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["invitation.invited", "invitation.resent", "invitation.revoked"]
