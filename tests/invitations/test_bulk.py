"""One action on many people: what it will do is foreseen, done in portions, and undone."""

from datetime import date, timedelta

import pytest

from lorgnette.access import grants
from lorgnette.access.models import Grant
from lorgnette.access.policy import AccessLocked, AccessRevoked, viewer_for
from lorgnette.access.standing import standing
from lorgnette.audit.models import Entry
from lorgnette.invitations import accept, amend, bulk, bulk_look
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.mail.models import Message
from lorgnette.users.actors import actor_of
from lorgnette.users.models import Member, User
from lorgnette.workspace.models import Workspace
from tests.cast import invited

NEW_YEARS_EVE, SPRING = date(2026, 12, 31), date(2027, 3, 31)


def member(person):
    return Member.objects.get(address_key=person.address_key)


def refs(*people):
    return [invited.member_ref(person) for person in people]


@pytest.fixture
def people(helene, cast):
    """Ana and Dafydd have access until New Year's Eve; Bo's invitation waits."""
    invited.invite(helene, cast.ana, cast.dafydd, cast.bo, last_day=NEW_YEARS_EVE)
    for person in (cast.ana, cast.dafydd):
        accept.accept(invited.token(person), password_hash=invited.UNUSABLE_HASH)
    return cast


@pytest.fixture
def everybody(people):
    return refs(people.ana, people.bo, people.dafydd)


def done(actor, verb, chosen, **terms):
    ref = bulk.ask(actor, verb, refs=chosen)
    bulk.start(ref, actor, **terms)
    assert not bulk.go_on(ref)
    return ref


def test_what_will_happen_to_how_many_is_foreseen(people, everybody, actor):
    foreseen = {
        verb: bulk.foresee(bulk.ask(actor, verb, refs=everybody))
        for verb in ("resend", "revoke", "lock", "unlock", "extend")
    }
    assert {verb: (found.able, dict(found.by_reason)) for verb, found in foreseen.items()} == {
        "resend": (1, {"nothing_pending": 2}),
        "revoke": (3, {}),
        "lock": (2, {"no_open_grant": 1}),
        "unlock": (0, {"no_open_grant": 1, "grant_not_locked": 2}),
        "extend": (2, {"no_open_grant": 1}),
    }
    assert foreseen["revoke"].invitations == 1
    assert [named.name for named in foreseen["resend"].refused] == [
        "Ana Lindqvist",
        "Dafydd Prys-Howell",
    ]
    assert Invitation.objects.count() == 3


def test_resend_does_what_it_does_to_one(people, everybody, actor):
    old = invited.token(people.bo)
    ref = done(actor, "resend", everybody)
    with pytest.raises(accept.LinkSuperseded):
        accept.look(old)
    offer = accept.look(invited.token(people.bo))
    assert offer.last_day == NEW_YEARS_EVE
    found = bulk.look(ref)
    assert (found.state, found.counts["done"], dict(found.by_reason)) == (
        "done",
        1,
        {"nothing_pending": 2},
    )
    assert found.undoable == 0
    assert Message.objects.filter(final=False, about_ref=invited.member_ref(people.bo)).count() == 1


def test_revoke_takes_back_what_waits_and_what_was_given(people, everybody, actor):
    token = invited.token(people.bo)
    ref = done(actor, "revoke", everybody)
    with pytest.raises(accept.LinkRevoked):
        accept.look(token)
    with pytest.raises(AccessRevoked):
        viewer_for(User.objects.get(member=member(people.ana)))
    assert bulk.look(ref).undoable == 2


def test_undo_gives_back_the_access_and_not_the_dead_link(people, everybody, actor):
    ref = done(actor, "revoke", everybody)
    bulk.undo(ref, actor)
    assert not bulk.go_on(ref)
    assert standing(member(people.ana).pk).state == "active"
    assert invited.current(people.bo).revoked_at
    assert bulk.look(ref).counts == {"done": 1, "refused": 0, "undone": 2, "kept": 0}
    assert Entry.objects.filter(verb="access.restored").count() == 2


def test_lock_ends_sessions_and_undo_opens_again(people, everybody, actor):
    salt = User.objects.get(member=member(people.ana)).session_salt
    ref = done(actor, "lock", everybody, reason="Audit")
    user = User.objects.get(member=member(people.ana))
    with pytest.raises(AccessLocked):
        viewer_for(user)
    assert user.session_salt != salt
    bulk.undo(ref, actor)
    bulk.go_on(ref)
    assert viewer_for(user).last_day == NEW_YEARS_EVE


def test_undo_of_unlock_locks_for_the_reason_there_was(people, actor):
    at = clock.now()
    grants.lock(invited.member_ref(people.ana), "On leave", actor)
    ref = done(actor, "unlock", refs(people.ana))
    assert standing(member(people.ana).pk).state == "active"
    salt = User.objects.get(member=member(people.ana)).session_salt
    bulk.undo(ref, actor)
    bulk.go_on(ref)
    now = standing(member(people.ana).pk)
    assert (now.state, now.locked_at, now.lock_reason) == ("locked", at, "On leave")
    assert User.objects.get(member=member(people.ana)).session_salt != salt


def test_undo_puts_back_each_one_s_own_day_unless_changed_since(people, everybody, actor):
    grants.extend(invited.member_ref(people.dafydd), None, actor)
    ref = done(actor, "extend", everybody, last_day=SPRING)
    assert {standing(member(p).pk).last_day for p in (people.ana, people.dafydd)} == {SPRING}
    later = date(2027, 6, 30)
    grants.extend(invited.member_ref(people.ana), later, actor)
    bulk.undo(ref, actor)
    bulk.go_on(ref)
    assert standing(member(people.ana).pk).last_day == later
    assert standing(member(people.dafydd).pk).last_day is None
    assert bulk.look(ref).counts == {"done": 0, "refused": 1, "undone": 1, "kept": 1}


def test_undo_is_over_after_a_day_and_comes_once(people, everybody, actor):
    ref = done(actor, "lock", everybody)
    with clock.pretend(clock.now() + timedelta(days=1)), pytest.raises(bulk.NothingToUndo):
        bulk.undo(ref, actor)
    bulk.undo(ref, actor)
    with pytest.raises(bulk.NothingToUndo):
        bulk.undo(ref, actor)


def test_who_was_invited_anew_keeps_the_new_terms(people, helene, actor):
    ref = done(actor, "revoke", refs(people.ana))
    invited.invite(helene, people.ana, scope="all")
    bulk.undo(ref, actor)
    bulk.go_on(ref)
    assert standing(member(people.ana).pk).state == "revoked"
    assert bulk.look(ref).counts["kept"] == 1


def test_too_few_seats_are_given_to_the_first_and_the_others_told(people, everybody, actor):
    grants.lock(invited.member_ref(people.ana), "", actor)
    grants.lock(invited.member_ref(people.dafydd), "", actor)
    amend.revoke(invited.member_ref(people.bo), actor)
    Workspace.objects.update(seat_limit=1)
    ref = done(actor, "unlock", refs(people.ana, people.dafydd))
    assert standing(member(people.ana).pk).state == "active"
    found = bulk.look(ref)
    assert (found.counts["done"], dict(found.by_reason)) == (1, {"too_few_seats": 1})


def test_everybody_of_a_filter_is_frozen_when_asked(people, helene, actor):
    ref = bulk.ask(actor, "lock", all_matching=True, status="active")
    assert bulk.foresee(ref).total == 2
    invited.invite(helene, invited.crm_user("Eva", "Noor"))
    assert bulk.foresee(ref).total == 2


def test_portions_are_done_one_by_one_and_go_on_where_they_stopped(
    people, everybody, actor, monkeypatch
):
    monkeypatch.setattr(bulk, "PORTION", 1)
    ref = bulk.ask(actor, "lock", refs=everybody)
    assert not bulk.go_on(ref), "nothing before it is confirmed"
    bulk.start(ref, actor)
    assert bulk.go_on(ref, seconds=0)
    assert bulk.look(ref).gone == 1
    assert bulk.go_on_any()
    assert bulk.look(ref).state == "done"
    assert not bulk.go_on_any()


def test_it_is_the_administrator_who_did_it_even_by_the_worker(people, everybody):
    mona = actor_of(invited.administrator("Mona", "Vidal"))
    ref = bulk.ask(mona, "lock", refs=everybody)
    bulk.start(ref, mona)
    bulk.go_on_any()
    entry = Entry.objects.filter(verb="access.locked").latest("pk")
    assert (entry.actor_ref, entry.values) == (mona.ref, {"bulk": ref})


@pytest.mark.parametrize(
    ("verb", "terms", "refusal"),
    [
        ("extend", {"last_day": date(2026, 11, 1)}, "last_day_past"),
        ("lock", {"reason": "a\x00b"}, "lock_reason_odd"),
    ],
)
def test_what_is_wrong_starts_nothing(people, everybody, actor, verb, terms, refusal):
    ref = bulk.ask(actor, verb, refs=everybody)
    with pytest.raises(bulk_look.Refusal) as refused:
        bulk.start(ref, actor, **terms)
    assert refused.value.code == refusal
    assert bulk.look(ref).state == "asked"


def test_nobody_and_nothing_known(people, actor):
    with pytest.raises(bulk.NobodySelected):
        bulk.ask(actor, "lock", refs=["nobody"])
    with pytest.raises(bulk.ActionUnknown):
        bulk.ask(actor, "delete", refs=refs(people.ana))
    with pytest.raises(bulk.BulkMissing):
        bulk.look("nothing")
    assert Grant.objects.filter(locked_at=None).count() == 2


def test_between_two_portions_others_find_the_database_free():
    sqlite_looks_again_after = 0.1
    assert sqlite_looks_again_after < bulk.BREATH
