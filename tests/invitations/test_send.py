"""Send writes all or nothing, once; who can no longer be invited is skipped and reported."""

from datetime import UTC, date, datetime

import pytest

from lorgnette.audit.models import Entry
from lorgnette.directory.models import CrmUser
from lorgnette.directory.search import CrmFilter
from lorgnette.invitations import draft, progress, send
from lorgnette.invitations import issue as issues
from lorgnette.invitations.models import Batch, Invitation
from lorgnette.invitations.send import NotAllowed, SendRefused
from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.tokens import digest
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.letters import Letter
from lorgnette.mail.models import Message, Text
from lorgnette.users.actors import actor_of
from lorgnette.users.members import ensure
from lorgnette.users.models import CrmLink, Member, User
from tests.cast import invited
from tests.mail.letters import INVITATION, QUICK


def test_an_invitation_and_its_message_say_the_same(helene, actor, cast):
    invited.account("One", cast.dafydd)
    batch = invited.invite(helene, cast.dafydd, last_day=date(2026, 11, 25), reason="Autumn")
    invitation = invited.current(cast.dafydd)
    message = invitation.message
    assert invitation.token_digest == digest(invited.token(cast.dafydd))
    assert (message.batch_ref, message.about_ref) == (batch, invitation.member.public_id)
    assert (message.reply_name, message.reply_address) == (
        "Hélène Dubreuil",
        "helene.dubreuil@aubier.example",
    )
    assert message.values == INVITATION | {
        "address": "dafydd.prys-howell@aubier.example",
        "postal_address": "",
        "accounts": 1,
        "last_day": "2026-11-25",
        "link_ends_at": "2026-11-25T23:00:00+00:00",
    }
    assert invitation.ends_at == datetime(2026, 11, 25, 23, tzinfo=UTC)
    assert (invitation.reason, invitation.zone, invitation.via) == ("Autumn", "Europe/Paris", "crm")


def test_a_link_is_valid_for_the_days_of_the_settings(helene, cast):
    invited.invite(helene, cast.bo)
    assert invited.current(cast.bo).link_ends_at == datetime(2026, 11, 30, 13, 16, tzinfo=UTC)


def test_everybody_is_written_to_in_their_language(helene, cast):
    invited.invite(helene, cast.ana, cast.bo)
    languages = dict(Message.objects.values_list("to_name", "language"))
    assert languages == {"Ana Lindqvist": "fr", "Bo Ek": "en"}
    assert not Text.objects.exists()


def test_only_an_edited_letter_of_a_language_present_is_stored(helene, cast):
    letters = {"fr": Letter("Viens", "[link]"), "en": Letter("Come", "[link]")}
    invited.invite(helene, cast.ana, letters=letters)
    assert Text.objects.get().subject == "Viens"
    assert invited.current(cast.ana).message.text.subject == "Viens"


def test_sending_twice_answers_the_same_batch(helene, actor, cast):
    ref = invited.drafted(helene, cast.bo)
    assert send.send(actor, ref) == send.send(actor, ref)
    assert (Batch.objects.count(), Message.objects.count()) == (1, 1)


def test_two_presses_at_once_send_once(helene, actor, cast, monkeypatch):
    """The second press read the draft before the first one sent it."""
    ref = invited.drafted(helene, cast.bo)
    read = send._draft
    stale = read(actor, ref)
    first = send.send(actor, ref)
    monkeypatch.setattr(send, "_draft", lambda *_given: stale)
    monkeypatch.setattr(send, "check_all", lambda _answers: [])
    assert send.send(actor, ref) == first
    assert Message.objects.count() == 1


def test_nothing_is_written_while_anything_is_wrong(helene, actor, cast):
    ref = invited.drafted(helene, cast.bo, account_insight=False, last_day=date(9999, 12, 31))
    with pytest.raises(SendRefused) as refused:
        send.send(actor, ref)
    assert [refusal.field for refusal in refused.value.refusals] == ["last_day", "account_insight"]
    assert not Message.objects.exists()
    assert not Member.objects.exclude(user__is_administrator=True).exists()
    assert draft.sent_batch(helene, ref) == ""


def test_a_failure_in_the_middle_leaves_nothing_and_can_be_sent_again(
    helene, actor, cast, monkeypatch
):
    ref = invited.drafted(helene, cast.bo)
    with monkeypatch.context() as broken:
        broken.setattr(issues, "put_many", lambda _envelopes: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send.send(actor, ref)
    assert not Batch.objects.exists()
    send.send(actor, ref)
    assert Message.objects.count() == 1


def test_who_cannot_be_invited_is_skipped_and_reported(helene, cast):
    twin = invited.crm_user("Robert", "Ek", cast.bo.address)
    invited.invite(helene, cast.dafydd)
    batch = invited.invite(helene, cast.bo, cast.tom, cast.zoe, cast.dafydd, twin)
    found = progress.batch(batch)
    assert found.total == 1
    assert [(skipped.name, skipped.reason.code) for skipped in found.skipped] == [
        ("Tom Old", "no_address"),
        ("Zoé Martin", "inactive_since"),
        ("Dafydd Prys-Howell", "already_invited"),
        ("Robert Ek", "same_address"),
    ]
    assert found.skipped[2].reason.values == {"day": date(2026, 11, 30)}


def test_somebody_invited_at_the_same_moment_is_skipped_and_the_others_are_not(
    helene, actor, cast, monkeypatch
):
    """Mona's Send commits between Hélène's check and Hélène's making of members."""
    mona = invited.administrator("Mona", "Vidal")
    ref, ensured = invited.drafted(helene, cast.ana, cast.bo), send.ensured

    def later(people):
        monkeypatch.setattr(send, "ensured", ensured)
        invited.invite(mona, cast.bo)
        return ensured(people)

    monkeypatch.setattr(send, "ensured", later)
    found = progress.batch(send.send(actor, ref))
    assert (found.total, [s.name for s in found.skipped]) == (1, ["Bo Ek"])
    assert found.skipped[0].reason.code == "already_invited"
    assert Invitation.objects.filter(member__name="Bo Ek").count() == 1


def test_a_batch_that_nobody_is_left_of_is_refused(helene, actor, cast, monkeypatch):
    """Bo was known before; Mona's Send commits right before Hélène's lock."""
    mona = invited.administrator("Mona", "Vidal")
    ensure(parse_address(cast.bo.address), "Bo", "Ek", "en")
    ref, hold = invited.drafted(helene, cast.bo), send.standing.hold

    def held(ids):
        monkeypatch.setattr(send.standing, "hold", hold)
        invited.invite(mona, cast.bo)
        hold(ids)

    monkeypatch.setattr(send.standing, "hold", held)
    with pytest.raises(SendRefused) as refused:
        send.send(actor, ref)
    assert [refusal.code for refusal in refused.value.refusals] == ["nobody_invitable"]


def test_crm_and_email_meet_in_one_member_with_the_accounts_of_all(helene, actor, cast):
    twin = invited.crm_user("Robert", "Ek", cast.bo.address)
    typed = {"address": "BO.ek@Aubier.example", "scope": "own"}
    send.send(actor, invited.drafted_by_email(helene, **typed))
    member = Member.objects.get(address_key=cast.bo.address_key)
    linked = CrmLink.objects.filter(member=member).values_list("crm_user_id", flat=True)
    assert set(linked) == {cast.bo.pk, twin.pk}
    assert invited.current(cast.bo).via == "email"


def test_the_accounts_of_a_chosen_crm_user(helene, actor, cast):
    chosen = {"scope": "chosen", "chosen_ref": cast.ana.public_id}
    send.send(actor, invited.drafted_by_email(helene, **chosen))
    assert Invitation.objects.get().chosen_id == cast.ana.pk


def test_somebody_elses_draft_and_an_administrator_no_more(helene, actor, cast):
    ref = invited.drafted(helene, cast.bo)
    mona = invited.administrator("Mona", "Vidal")
    with pytest.raises(draft.DraftMissing):
        send.send(actor_of(mona), ref)
    User.objects.filter(pk=helene.pk).update(is_administrator=False)
    with pytest.raises(NotAllowed):
        send.send(actor, ref)


def test_every_invitation_is_in_the_audit_trail(helene, cast):
    batch = invited.invite(helene, cast.ana, cast.bo, reason="Autumn")
    entries = Entry.objects.filter(verb="invitation.invited").select_related("detail")
    assert {entry.subject_ref for entry in entries} == {
        invited.member_ref(person) for person in (cast.ana, cast.bo)
    }
    assert entries[0].values["batch"] == batch
    assert entries[0].values["with_others"] == 1
    assert entries[0].detail.personal["about"]["reason"] == "Autumn"
    assert entries[0].actor_ref == helene.member.public_id


def test_the_tokens_stand_nowhere_in_the_clear(helene, cast):
    invited.invite(helene, cast.bo)
    token = invited.token(cast.bo)
    for model in (Invitation, Message, Batch, Entry):
        assert token not in repr(list(model.objects.values()))


def test_the_mail_that_arrives_holds_the_link(helene, cast):
    invited.invite(helene, cast.bo)
    token, sent = invited.token(cast.bo), []

    class Kept:
        delivers = True

        def connect(self):
            return self

        def send(self, parcel, before_content):
            before_content()
            sent.append(parcel)

        def close(self):
            """Nothing to close."""

    deliver_due("tests", pace=QUICK, via=Kept())
    assert f"https://insight.aubier.example/i/{token}" in str(sent[0])


def test_thousands_are_invited_many_by_one_statement(
    helene, actor, cast, django_assert_max_num_queries
):
    CrmUser.objects.bulk_create(
        CrmUser(
            source=invited.crm(),
            external_id=f"many{n}",
            first_name="Kim",
            last_name=f"Number {n}",
            name=f"Kim Number {n}",
            sort_key=f"kim number {n:05}",
            search_key="kim",
            address=f"kim{n}@aubier.example",
            address_key=f"kim{n}@aubier.example",
        )
        for n in range(2_000)
    )
    ref = draft.start(helene, all_matching=CrmFilter("kim"), account_insight=True)
    draft.freeze(helene, ref)
    with django_assert_max_num_queries(600):
        batch = send.send(actor, ref)
    assert progress.batch(batch).total == 2_000
