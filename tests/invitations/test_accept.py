"""A link is looked at as often as one likes, and answered once, by the invited person."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lorgnette.access.models import Grant
from lorgnette.access.policy import viewer_for
from lorgnette.audit.models import Entry
from lorgnette.invitations import accept, amend
from lorgnette.kernel import clock
from lorgnette.users.actors import actor_of
from lorgnette.users.models import User
from tests.cast import invited

HASH = invited.UNUSABLE_HASH


@pytest.fixture
def bo(helene, cast):
    invited.invite(helene, cast.bo, last_day=date(2026, 12, 31))
    return cast.bo


def facts(person):
    row = invited.current(person)
    return row.opened_at, row.accepted_at, row.declined_at


def test_looking_writes_nothing(bo):
    before = Entry.objects.count()
    offer = accept.look(invited.token(bo))
    assert (offer.name, offer.company, offer.scope) == ("Bo Ek", "Aubier Systems", "own")
    assert (offer.last_day, offer.zone) == (date(2026, 12, 31), "Europe/Paris")
    assert (offer.has_user, offer.language) == (False, "en")
    assert facts(bo) == (None, None, None)
    assert Entry.objects.count() == before


def test_opening_is_noted_once(bo):
    token = invited.token(bo)
    accept.opened(token, ip="198.51.100.24")
    with clock.pretend(clock.now() + timedelta(hours=1)):
        accept.opened(token)
    assert facts(bo) == (invited.MONDAY, None, None)
    (entry,) = Entry.objects.filter(verb="invitation.opened").select_related("detail")
    assert entry.detail.personal["actor"]["ip"] == "198.51.100.24"
    accept.opened("no such token")


def test_accepting_gives_what_was_offered_and_a_sign_in(bo):
    user = accept.accept(invited.token(bo), password_hash=HASH, ip="198.51.100.24", agent="Firefox")
    grant = Grant.objects.get()
    assert (user.member_id, user.password, user.language) == (grant.member_id, HASH, "en")
    assert not user.is_administrator
    assert (grant.scope, grant.last_day, grant.ends_at) == (
        "own",
        date(2026, 12, 31),
        datetime(2026, 12, 31, 23, tzinfo=UTC),
    )
    verbs = ["user.created", "access.granted", "invitation.accepted"]
    who = user.member.public_id
    told = Entry.objects.filter(verb__in=verbs, subject_ref=who).select_related("detail")
    assert [entry.verb for entry in told.order_by("id")] == verbs
    assert {(entry.actor_kind, entry.actor_ref) for entry in told} == {("invited", who)}
    assert {entry.detail.personal["actor"]["ip"] for entry in told} == {"198.51.100.24"}


def test_a_used_link_says_so(bo):
    token = invited.token(bo)
    accept.accept(token, password_hash=HASH)
    for verb in (accept.look, accept.decline):
        with pytest.raises(accept.LinkUsed):
            verb(token)
    with pytest.raises(accept.LinkUsed):
        accept.accept(token, password_hash=HASH)
    assert Grant.objects.count() == 1


def test_a_link_runs_out_at_its_minute(bo):
    token = invited.token(bo)
    with clock.pretend(datetime(2026, 11, 30, 13, 15, 59, tzinfo=UTC)):
        accept.look(token)
    with clock.pretend(datetime(2026, 11, 30, 13, 16, tzinfo=UTC)):
        with pytest.raises(accept.LinkExpired) as dead:
            accept.accept(token, password_hash=HASH)
        accept.opened(token)
    assert dead.value.values == {"inviter": "Hélène Dubreuil", "day": date(2026, 11, 30)}
    assert dead.value.status == 410
    assert facts(bo) == (None, None, None)


def test_a_declined_invitation_is_over(bo):
    token = invited.token(bo)
    accept.decline(token)
    with pytest.raises(accept.LinkDeclined):
        accept.accept(token, password_hash=HASH)
    assert not User.objects.filter(member__address_key=bo.address_key).exists()


@pytest.mark.parametrize("token", ["", "test", "x" * 43, "é" * 5000])
def test_a_link_that_never_was(db, token):
    with pytest.raises(accept.LinkUnknown) as unknown:
        accept.look(token)
    assert unknown.value.status == 404


def test_nobody_accepts_without_a_password(bo):
    with pytest.raises(accept.PasswordNeeded) as refused:
        accept.accept(invited.token(bo))
    assert refused.value.field == "password"
    assert facts(bo) == (None, None, None)


def test_nobody_accepts_signed_in_as_somebody_else(bo, helene):
    with pytest.raises(accept.SignedInAsAnother):
        accept.accept(invited.token(bo), signed_in_user=helene, password_hash=HASH)
    assert facts(bo) == (None, None, None)


def test_a_person_invited_again_signs_in_and_keeps_their_password(bo, helene, actor):
    user = accept.accept(invited.token(bo), password_hash="their own")
    amend.revoke(invited.member_ref(bo), actor)
    invited.invite(helene, bo, scope="all")
    token = invited.token(bo)
    assert accept.look(token).has_user
    with pytest.raises(accept.SignInFirst):
        accept.accept(token, password_hash="a thief’s")
    assert accept.accept(token, signed_in_user=user) == user
    user.refresh_from_db()
    assert user.password == "their own"
    assert viewer_for(user).scope == "all"


def test_an_administrator_invited_as_a_sales_user_keeps_what_they_have(helene, cast):
    mona = invited.administrator("Mona", "Vidal")
    row = invited.crm_user("Mona", "Vidal")
    invited.invite(helene, row)
    user = accept.accept(invited.token(row), signed_in_user=mona)
    user.refresh_from_db()
    assert (user.pk, user.is_administrator) == (mona.pk, True)


def test_an_access_that_ended_and_was_revoked_is_offered_anew(bo, helene, actor):
    user = accept.accept(invited.token(bo), password_hash=HASH)
    with clock.pretend(datetime(2027, 1, 1, 9, tzinfo=UTC)):
        amend.revoke(invited.member_ref(bo), actor)
        invited.invite(helene, bo, last_day=date(2027, 3, 31))
        accept.accept(invited.token(bo), signed_in_user=user)
        assert viewer_for(user).last_day == date(2027, 3, 31)


def test_the_answers_are_in_the_audit_trail_as_the_invited_persons(bo, helene, cast):
    accept.accept(invited.token(bo), password_hash=HASH, ip="198.51.100.24", agent="Firefox")
    invited.invite(helene, cast.ana)
    accept.decline(invited.token(cast.ana))
    entry = Entry.objects.select_related("detail").get(verb="invitation.accepted")
    assert (entry.actor_kind, entry.actor_ref) == ("invited", invited.member_ref(bo))
    assert entry.detail.personal["actor"]["agent"] == "Firefox"
    assert Entry.objects.get(verb="invitation.declined").subject_ref == invited.member_ref(cast.ana)


def test_a_new_address_in_the_crm_does_not_move_an_offer(bo):
    """The mail went to the stored address; that person answers."""
    token = invited.token(bo)
    type(bo).objects.filter(pk=bo.pk).update(address="x@evil.example", address_key="x@evil.example")
    assert accept.look(token).invited_address == "bo.ek@aubier.example"


def test_who_accepts_is_no_administrator(bo):
    user = accept.accept(invited.token(bo), password_hash=HASH)
    assert actor_of(user).kind == "sales_user"
