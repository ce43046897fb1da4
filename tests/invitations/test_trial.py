"""A test goes to its writer, as the chosen recipient would get it, and is recorded."""

import pytest

from lorgnette.audit import trail
from lorgnette.invitations.answers import Answers
from lorgnette.invitations.recipients import NobodyInvitable
from lorgnette.invitations.trial import send_test
from lorgnette.mail.letters import Letter, LinkMissing
from lorgnette.mail.models import Message


@pytest.fixture
def answers(cast):
    return Answers(crm_refs=(cast.bo.public_id, cast.ana.public_id))


def test_it_is_made_for_the_recipient_and_mailed_to_the_writer(answers, actor, cast):
    send_test(answers, actor, cast.ana.public_id, "fr")
    mail = Message.objects.get()
    assert (mail.kind, mail.language, mail.to_address) == ("test", "fr", actor.address)
    assert mail.values["name"] == "Ana Lindqvist"


def test_it_is_recorded_about_its_writer(answers, actor, cast):
    send_test(answers, actor, cast.bo.public_id, "en")
    event = trail.about("member", actor.ref)[0]
    assert (event.verb, event.actor_ref) == ("draft.test_sent", actor.ref)
    assert event.personal == {"address": actor.address}


def test_a_text_that_cannot_be_sent_is_refused_beside_its_field(cast, actor):
    letters = {"fr": Letter("Bonjour", "sans lien")}
    answers = Answers(crm_refs=(cast.ana.public_id,), letters=letters)
    with pytest.raises(LinkMissing) as refused:
        send_test(answers, actor, cast.ana.public_id, "fr")
    assert refused.value.field == "fr_body"
    assert not Message.objects.exists()
    assert not any(e.verb == "draft.test_sent" for e in trail.about("member", actor.ref))


def test_without_anybody_to_invite_there_is_nothing_to_test(cast, actor):
    with pytest.raises(NobodyInvitable):
        send_test(Answers(crm_refs=(cast.tom.public_id,)), actor, "", "en")
