"""The wizard's answers stay with their owner, on Back and on reload."""

from datetime import date, timedelta

import pytest

from lorgnette.invitations import draft, send
from lorgnette.invitations.candidates import CrmFilter
from lorgnette.invitations.draft import Answers, DraftMissing, NobodyInvitable
from lorgnette.kernel import clock
from lorgnette.mail.letters import Letter, standard_letter
from tests.cast import invited


def test_answers_are_kept_as_typed_right_or_wrong(helene):
    ref = draft.start(helene)
    given = {
        "way": "email",
        "first_name": "<b>",
        "address": "one@a.example, two@b.example",
        "last_day": date(9999, 12, 31),
        "all_matching": CrmFilter(text="é", profile="Account Executive"),
        "letters": {"fr": Letter("Objet", "sans lien")},
    }
    draft.change(helene, ref, **given)
    draft.change(helene, ref, last_name="Noor")
    assert draft.load(helene, ref) == Answers(**given, last_name="Noor")


def test_a_draft_is_its_owners_alone(helene):
    ref = draft.start(helene)
    other = invited.administrator("Mona", "Vidal")
    for verb in (draft.load, draft.change, draft.freeze, draft.sent_batch):
        with pytest.raises(DraftMissing):
            verb(other, ref)
    assert draft.load(helene, ref) == Answers()


def test_select_all_freezes_the_people_at_next(helene, cast):
    ref = draft.start(helene, all_matching=CrmFilter(region="Nord"))
    assert draft.recipients(draft.load(helene, ref)).total == 2
    frozen = draft.freeze(helene, ref)
    invited.crm_user("Late", "Comer", region="Nord")
    assert frozen.crm_refs == (cast.ana.public_id, cast.bo.public_id)
    assert draft.recipients(draft.load(helene, ref)).total == 2


def test_a_letter_that_is_the_standard_one_is_not_kept_as_edited(helene):
    standard = standard_letter("invitation", "en", ends=False)
    typed = Letter(standard.subject, standard.body.replace("\n", "\r\n") + "\r\n")
    answers = draft.change(helene, draft.start(helene), letters={"en": typed})
    assert answers.letters == {}


def test_a_sent_draft_no_longer_changes(helene, actor, cast):
    ref = invited.drafted(helene, cast.bo)
    batch = send.send(actor, ref)
    assert draft.change(helene, ref, scope="all").scope == "own"
    assert draft.sent_batch(helene, ref) == batch


def test_recipients_are_counted_by_language_those_who_cannot_be_invited_left_out(cast):
    refs = tuple(row.public_id for row in vars(cast).values())
    found = draft.recipients(Answers(crm_refs=refs), limit=1)
    assert (found.total, found.by_language) == (3, {"en": 2, "fr": 1})
    assert [recipient.name for recipient in found.sample] == ["Dafydd Prys-Howell"]


def test_there_is_a_letter_for_each_language_present(cast):
    edited = Letter("Viens", "[link]")
    answers = Answers(crm_refs=(cast.ana.public_id,), letters={"fr": edited})
    assert draft.letters_for(answers) == {"fr": edited}
    both = Answers(crm_refs=(cast.ana.public_id, cast.bo.public_id), last_day=date(2026, 12, 31))
    assert draft.letters_for(both) == {
        language: standard_letter("invitation", language, ends=True) for language in ("fr", "en")
    }


def test_a_preview_is_the_mail_of_the_recipient_chosen(actor, cast):
    invited.aubier()
    answers = Answers(crm_refs=(cast.bo.public_id, cast.ana.public_id))
    assert "Bonjour Ana" in draft.preview(answers, actor, cast.ana.public_id).text
    assert "Hello Ana" in draft.preview(answers, actor, cast.ana.public_id, "en").text
    first = draft.preview(answers, actor, "unknown")
    assert "Hello Bo" in first.text
    assert "https://insight.aubier.example/i/test" in first.text


def test_there_is_no_preview_without_recipients(actor):
    with pytest.raises(NobodyInvitable):
        draft.preview(Answers(), actor, "")


def test_the_accounts_of_a_recipient_follow_the_scope(actor, cast):
    invited.account("One", cast.bo)
    invited.account("Two", cast.bo, cast.ana)
    invited.account("Three", None)
    twin = invited.crm_user("Robert", "Ek", cast.bo.address)
    invited.account("Four", twin)

    def seen(**answers):
        return draft.recipients(Answers(**answers)).sample[0].accounts

    refs = {"crm_refs": (cast.bo.public_id,)}
    assert seen(**refs) == 3
    assert seen(**refs, scope="all") == 4
    assert seen(**refs, scope="reports") == 3
    cast.ana.manager_external_id = cast.bo.external_id
    cast.ana.save()
    invited.account("Five", cast.ana)
    assert seen(**refs, scope="reports") == 4
    assert seen(**refs) == 3
    eva = {"way": "email", "first_name": "E", "last_name": "N", "address": "eva@partner.example"}
    assert seen(**eva) == seen(**eva, scope="reports") == 0
    assert seen(**eva, scope="chosen", chosen_ref=cast.ana.public_id) == 2
    values = draft.values_for(Answers(**refs), actor, "")
    assert values["accounts"] == 3


def test_a_draft_nobody_came_back_to_is_forgotten(helene):
    old, kept = draft.start(helene), draft.start(helene)
    with clock.pretend(clock.now() + timedelta(days=20)):
        draft.change(helene, kept, reason="Autumn")
    with clock.pretend(clock.now() + timedelta(days=31)):
        draft.start(helene)
    assert draft.load(helene, kept).reason == "Autumn"
    with pytest.raises(DraftMissing):
        draft.load(helene, old)
